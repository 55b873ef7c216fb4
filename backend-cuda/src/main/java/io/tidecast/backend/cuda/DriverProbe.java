package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Availability;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks the driver, by foreign functions, whether it and a GPU will do. JCuda is not touched: where no driver is, its
 * classes fail once and stay unusable in the process.
 */
@SuppressWarnings("restricted")
final class DriverProbe {
    /** CUDA 12.0, by which JCuda's library was made: 1000 · major + 10 · minor. */
    static final int LEAST_VERSION = 12_000;

    /** The compute capability that the kernels are made for: 10 · major + minor. */
    static final int LEAST_CAPABILITY = 75;

    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;
    private static final int NAME_BYTES = 256;
    private static final String GET_DRIVER =
            "install NVIDIA's driver of version 525 or newer (the CUDA toolkit is not needed)";
    private static final String OTHER = "choose another backend";

    private final SymbolLookup library;
    private final Arena arena;

    private DriverProbe(SymbolLookup library, Arena arena) {
        this.library = library;
        this.arena = arena;
    }

    /** Returns what device there is, or why there is none. */
    static Availability probe() {
        Optional<SymbolLookup> library = DriverLibrary.find();
        if (library.isEmpty()) {
            return DriverLibrary.named()
                    .map(file -> new Availability.Unavailable(
                            "the driver library " + file + " that -D" + DriverLibrary.PROPERTY
                                    + " names cannot be loaded",
                            "name NVIDIA's " + DriverLibrary.fileName() + ", or leave the property out"))
                    .orElseGet(() -> new Availability.Unavailable(
                            "NVIDIA's driver is not installed: there is no " + DriverLibrary.fileName(),
                            "on a machine with an NVIDIA GPU " + GET_DRIVER + "; elsewhere " + OTHER));
        }
        try (Arena arena = Arena.ofConfined()) {
            return new DriverProbe(library.get(), arena).ask();
        } catch (DriverRefusal refusal) {
            return refusal.unavailable();
        }
    }

    private Availability ask() {
        int started = call("cuInit", 0);
        if (started == DriverError.NO_DEVICE) {
            return noDevice();
        }
        require(started, "the driver cannot start");
        MemorySegment number = arena.allocate(ValueLayout.JAVA_INT);
        require(call("cuDriverGetVersion", number), "the driver does not tell its version");
        int version = number.get(ValueLayout.JAVA_INT, 0);
        if (version < LEAST_VERSION) {
            return new Availability.Unavailable(
                    "NVIDIA's driver is too old: it supports CUDA " + dotted(version / 10) + ", needed is "
                            + dotted(LEAST_VERSION / 10),
                    GET_DRIVER);
        }
        require(call("cuDeviceGetCount", number), "the driver does not tell how many GPUs there are");
        if (number.get(ValueLayout.JAVA_INT, 0) == 0) {
            return noDevice();
        }
        return device(number);
    }

    private static Availability noDevice() {
        return new Availability.Unavailable(
                "the driver sees no GPU",
                "check nvidia-smi and CUDA_VISIBLE_DEVICES, give the container the GPU (--gpus all), or " + OTHER);
    }

    private Availability device(MemorySegment number) {
        require(call("cuDeviceGet", number, 0), "the first GPU cannot be opened");
        int device = number.get(ValueLayout.JAVA_INT, 0);
        MemorySegment bytes = arena.allocate(NAME_BYTES);
        require(call("cuDeviceGetName", bytes, NAME_BYTES, device), "the first GPU does not tell its name");
        String name = bytes.getString(0);
        int capability = 10 * attribute(number, CAPABILITY_MAJOR, device) + attribute(number, CAPABILITY_MINOR, device);
        if (capability < LEAST_CAPABILITY) {
            return new Availability.Unavailable(
                    "the GPU " + name + " has compute capability " + tenths(capability) + ", needed is "
                            + tenths(LEAST_CAPABILITY) + " (Turing, 2018)",
                    OTHER + ", or use a newer GPU");
        }
        return new Availability.Available(name + ", compute capability " + tenths(capability));
    }

    private int attribute(MemorySegment number, int attribute, int device) {
        require(call("cuDeviceGetAttribute", number, attribute, device), "the first GPU does not tell what it can do");
        return number.get(ValueLayout.JAVA_INT, 0);
    }

    private void require(int result, String otherwise) {
        if (result != 0) {
            throw new DriverRefusal(
                    otherwise + ": " + errorName(result),
                    switch (result) {
                        case DriverError.SYSTEM_DRIVER_MISMATCH ->
                            "restart the machine: its driver was renewed while it ran";
                        default ->
                            "see what nvidia-smi says, restart the machine after an update of the driver, or " + OTHER;
                    });
        }
    }

    private String errorName(int result) {
        MemorySegment name = arena.allocate(ValueLayout.ADDRESS);
        return call("cuGetErrorName", result, name) == 0
                ? name.get(ValueLayout.ADDRESS, 0).reinterpret(NAME_BYTES).getString(0)
                : "error " + result;
    }

    /** Calls a function of integers and addresses that returns an integer. */
    private int call(String function, Object... arguments) {
        MemorySegment address = library.find(function)
                .orElseThrow(() -> new DriverRefusal(
                        "the library that was found is not NVIDIA's driver: it has no function " + function,
                        GET_DRIVER));
        ValueLayout[] layouts = new ValueLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = arguments[i] instanceof Integer ? ValueLayout.JAVA_INT : ValueLayout.ADDRESS;
        }
        MethodHandle handle =
                Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts));
        try {
            return (int) handle.invokeWithArguments(arguments);
        } catch (Throwable fault) {
            throw new IllegalStateException("the driver's " + function + " cannot be called", fault);
        }
    }

    /** Turns 1000 · major + 10 · minor, over 10, into words. */
    private static String dotted(int hundreds) {
        return String.format(Locale.ROOT, "%d.%d", hundreds / 100, hundreds % 100);
    }

    private static String tenths(int value) {
        return String.format(Locale.ROOT, "%d.%d", value / 10, value % 10);
    }

    /** Why the driver will not do. */
    private static final class DriverRefusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String remedy;

        DriverRefusal(String reason, String remedy) {
            super(reason);
            this.remedy = remedy;
        }

        Availability.Unavailable unavailable() {
            return new Availability.Unavailable(String.valueOf(getMessage()), remedy);
        }
    }
}
