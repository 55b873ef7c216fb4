package io.tidecast.backend.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stand-in for the driver, as tests ask it what it holds and tell it what to do wrong. */
@SuppressWarnings("restricted")
final class Emulation {
    private static final List<String> HELD = List.of(
            "allocations", "bytes", "pinned", "modules", "streams", "events", "graphs", "graphExecs", "contexts");

    private final SymbolLookup library;

    private Emulation(SymbolLookup library) {
        this.library = library;
    }

    /** Returns it; the test is skipped where there is none. */
    static Emulation required() {
        String file = DriverLibrary.named().orElse("");
        assumeTrue(!file.isEmpty() && Files.exists(Path.of(file)), "needs the profile emulation, and g++");
        return new Emulation(SymbolLookup.libraryLookup(Path.of(file), Arena.global()));
    }

    /** Runs something while a setting has a value. */
    void with(String setting, String value, Runnable body) {
        set(setting, value);
        try {
            body.run();
        } finally {
            set(setting, "");
        }
    }

    private void set(String setting, String value) {
        MethodHandle function =
                function("tidecastEmulationSet", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            call(function, arena.allocateFrom(setting), arena.allocateFrom(value));
        }
    }

    /** Returns how many of each thing the driver holds. */
    Map<String, Long> held() {
        Map<String, Long> counts = new LinkedHashMap<>();
        HELD.forEach(name -> counts.put(name, count(name)));
        return counts;
    }

    long count(String name) {
        MethodHandle function =
                function("tidecastEmulationCount", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            return (long) call(function, arena.allocateFrom(name));
        }
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        MemorySegment address = library.find(name).orElseThrow();
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return String.valueOf(function.type().returnType()).equals("void")
                    ? invoked(function, arguments)
                    : function.invokeWithArguments(arguments);
        } catch (Throwable fault) {
            throw new AssertionError(fault);
        }
    }

    private static Object invoked(MethodHandle function, Object... arguments) throws Throwable {
        function.invokeWithArguments(arguments);
        return arguments;
    }
}
