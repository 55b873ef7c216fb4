package io.tidecast.bench.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Functions of native libraries that have no Java of their own. */
@SuppressWarnings("restricted") // calling native code is what it is for
final class NativeFunctions {
    private static final int TRIM_THRESHOLD = -1;
    private static final int TOP_PAD = -2;
    private static final int MMAP_MAX = -4;
    private static final int ARENA_MAX = -8;
    private static final int PAD_BYTES = 64 << 20;

    private NativeFunctions() {}

    /**
     * Lets the C library keep what is freed, instead of giving it back to the system and fetching it anew at each step:
     * long sequences take libtorch almost half as long then. Does nothing where the C library is another.
     */
    static void keepMemory() {
        Optional<MemorySegment> mallopt = Linker.nativeLinker().defaultLookup().find("mallopt");
        if (mallopt.isPresent()) {
            call(mallopt.get(), ARENA_MAX, 1);
            call(mallopt.get(), MMAP_MAX, 0);
            call(mallopt.get(), TRIM_THRESHOLD, Integer.MAX_VALUE);
            call(mallopt.get(), TOP_PAD, PAD_BYTES);
        }
    }

    /** Calls a function of integers in a library. */
    static void call(String library, String function, int... arguments) {
        call(SymbolLookup.libraryLookup(library, Arena.global()).find(function).orElseThrow(), arguments);
    }

    /** Calls a function that takes one or two integers and returns one, or nothing. */
    private static void call(MemorySegment function, int... arguments) {
        ValueLayout.OfInt whole = ValueLayout.JAVA_INT;
        FunctionDescriptor type = arguments.length == 1
                ? FunctionDescriptor.of(whole, whole)
                : FunctionDescriptor.of(whole, whole, whole);
        MethodHandle handle = Linker.nativeLinker().downcallHandle(function, type);
        try {
            int ignored = arguments.length == 1
                    ? (int) handle.invokeExact(arguments[0])
                    : (int) handle.invokeExact(arguments[0], arguments[1]);
        } catch (Throwable e) {
            throw new IllegalStateException("a native function failed", e);
        }
    }
}
