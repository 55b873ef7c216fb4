package io.tidecast.bench.length;

import io.tidecast.core.error.FailureException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The most memory that a process of its own held while it computed a window once, all of the JVM included. */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String HIGH_WATER = "VmHWM:";
    private static final int KIB = 1024;

    private PeakMemory() {}

    /** Computes a window in this process and prints the peak in bytes. Takes what to do and the window's length. */
    public static void main(String[] arguments) throws IOException {
        Subject.Kind kind = Subject.Kind.valueOf(arguments[0]);
        Subject.Work work = Subject.Work.valueOf(arguments[1]);
        try (Subject subject = Subject.of(kind, work, Integer.parseInt(arguments[2]))) {
            subject.run();
        }
        String line = Files.readAllLines(STATUS).stream()
                .filter(each -> each.startsWith(HIGH_WATER))
                .findFirst()
                .orElseThrow();
        System.out.println(Long.parseLong(line.replaceAll("\\D", "")) * KIB);
    }

    /** Returns whether this system tells what processes held. */
    static boolean isKnown() {
        return Files.isReadable(STATUS);
    }

    /**
     * Measures in a new process with this one's flags.
     *
     * @return bytes
     */
    static long of(Subject.Kind kind, Subject.Work work, int window) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeakMemory.class.getName()));
        command.addAll(List.of(kind.name(), work.name(), Integer.toString(window)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            if (status != 0) {
                throw new FailureException("computing a window of " + window
                        + " steps in a process of its own ended with status " + status);
            }
            return Long.parseLong(printed);
        } catch (IOException e) {
            throw new FailureException(
                    "a process of its own for a window of " + window + " steps: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a window was computed", e);
        }
    }
}
