package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command as a process of its own.
 *
 * @param folder where it runs
 * @param jvm flags for its JVM
 * @param classPath what else is on its class path
 */
record OwnProcess(Path folder, List<String> jvm, List<Path> classPath) {
    static final int MINUTES = 2;

    OwnProcess(Path folder, List<String> jvm) {
        this(folder, jvm, List.of());
    }

    ProcessBuilder command(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        String all = Stream.concat(
                        Stream.of(System.getProperty("java.class.path")),
                        classPath.stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", all, Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // a JVM that takes options from there says so on standard error
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder;
    }

    Terminal run(String... args) throws IOException, InterruptedException {
        return run(Map.of(), args);
    }

    /** Runs it where more is set in its environment. */
    Terminal run(Map<String, String> environment, String... args) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = command(args).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES));
        return new Terminal(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Asks a process to end, as Ctrl-C does. */
    static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }
}
