package io.tidecast.backend.cuda;

import io.tidecast.core.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads JCuda's native library from a fresh folder that only this user can write. JCuda itself would take whatever file
 * of its name lies in the folder for temporary files, which another user or an interrupted process may have left there.
 */
final class JCudaLibrary {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String DRIVER_CLASS = "jcuda.driver.JCudaDriver";

    private JCudaLibrary() {}

    /**
     * Loads it, once in a process.
     *
     * @throws InputException if it cannot be unpacked or does not load
     */
    static void load() {
        Once.FAULT.ifPresent(fault -> {
            throw new InputException(
                    "backend cuda cannot start: JCuda's library does not load (" + firstLine(fault) + "); make "
                            + System.getProperty(TEMPORARY) + " writable and not noexec, and put org.jcuda:jcuda with"
                            + " its natives for this platform on the class path",
                    fault);
        });
    }

    private static String firstLine(Throwable fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }

    /** What came of it; made when first asked for. */
    private static final class Once {
        static final Optional<Throwable> FAULT = fault();

        private Once() {}

        private static Optional<Throwable> fault() {
            String before = System.getProperty(TEMPORARY);
            try {
                Path folder = Files.createTempDirectory("tidecast-cuda");
                // JCuda asks for the property when its class is made, and never again
                System.setProperty(TEMPORARY, folder.toString());
                try {
                    Class.forName(DRIVER_CLASS, true, JCudaLibrary.class.getClassLoader());
                } finally {
                    System.setProperty(TEMPORARY, before);
                    remove(folder);
                }
                return Optional.empty();
            } catch (IOException | ClassNotFoundException | LinkageError fault) {
                return Optional.of(fault);
            }
        }

        /** What is loaded needs its file no longer, except on Windows, which keeps it till the process ends. */
        private static void remove(Path folder) throws IOException {
            List<Path> files;
            try (Stream<Path> listed = Files.list(folder)) {
                files = listed.toList();
            }
            for (Path path : Stream.concat(files.stream(), Stream.of(folder)).toList()) {
                if (DriverLibrary.isWindows()) {
                    path.toFile().deleteOnExit();
                } else {
                    Files.delete(path);
                }
            }
        }
    }
}
