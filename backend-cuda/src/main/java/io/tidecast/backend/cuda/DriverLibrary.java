package io.tidecast.backend.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where NVIDIA's driver library is looked for. Once found it stays loaded, so that JCuda's own library, which asks for it
 * by name alone, is bound to the same one.
 */
@SuppressWarnings("restricted")
final class DriverLibrary {
    /** The system property that names the file to load, and no other. */
    static final String PROPERTY = "tidecast.cuda.driver";

    private static final String LINUX_NAME = "libcuda.so.1";
    private static final String WINDOWS_NAME = "nvcuda.dll";

    /** Where containers and the Windows subsystem for Linux keep it, beside what the loader searches. */
    private static final List<String> FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib64",
            "/usr/local/nvidia/lib64",
            "/usr/lib/wsl/lib",
            "/run/opengl-driver/lib");

    private DriverLibrary() {}

    /** Returns the library that is named by the property, or else the first one found. */
    static Optional<SymbolLookup> find() {
        Optional<String> named = named();
        if (named.isPresent()) {
            return load(Path.of(named.get()));
        }
        if (isWindows()) {
            return load(WINDOWS_NAME);
        }
        return Stream.concat(
                        load(LINUX_NAME).stream(),
                        FOLDERS.stream()
                                .map(folder -> Path.of(folder, LINUX_NAME))
                                .filter(Files::exists)
                                .flatMap(file -> load(file).stream()))
                .findFirst();
    }

    /** Returns the file that the property names. */
    static Optional<String> named() {
        return Optional.ofNullable(System.getProperty(PROPERTY));
    }

    static String fileName() {
        return isWindows() ? WINDOWS_NAME : LINUX_NAME;
    }

    static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    }

    private static Optional<SymbolLookup> load(String name) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException absent) {
            return Optional.empty();
        }
    }

    private static Optional<SymbolLookup> load(Path file) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(file, Arena.global()));
        } catch (IllegalArgumentException absent) {
            return Optional.empty();
        }
    }
}
