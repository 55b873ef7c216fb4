package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} as a process of its own. */
class VerifyProcessTest {
    private static final int INTERRUPTED = 130;
    private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    @TempDir
    private Path folder;

    private OwnProcess withWrongBackends() throws IOException {
        Path services = Files.createDirectory(folder.resolve("services"));
        return new OwnProcess(folder, VECTORS, List.of(WrongBackends.listedIn(services)));
    }

    private static String[] verify(String... more) {
        return Stream.concat(
                        Stream.of("verify", "conv-gru", "--steps", "1", "--units", "4", "--batch", "8"),
                        Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void statuses() throws IOException, InterruptedException {
        OwnProcess process = withWrongBackends();
        assertEquals(Status.DONE, process.run(verify("--backends", "cpu,ejml")).status());
        Terminal beyond = process.run(verify("--backends", "wrong-tanh,ejml"));
        assertEquals(Status.FAILED, beyond.status());
        assertTrue(beyond.out().contains("wrong-tanh against ejml: BEYOND TOLERANCE"), beyond.out());
        assertTrue(beyond.out().contains("beyond tolerance from step 1 on: the loss, gradient of "), beyond.out());
        assertTrue(beyond.out().contains("the first op that differs by itself: Unary[kind=TANH]"), beyond.out());
        assertEquals(
                Status.WRONG_INPUT, process.run(verify("--backends", "cpu")).status());
        assertEquals(
                Status.WRONG_INPUT,
                process.run(verify("--backends", "broken,ejml")).status());
    }

    @Test
    void withoutTheVectorModuleCpuSaysWhichFlagIsMissing() throws IOException, InterruptedException {
        OwnProcess process = new OwnProcess(folder, List.of());
        process.run(verify("--backends", "cpu,ejml"))
                .failed(Status.WRONG_INPUT, "backend cpu cannot run here", "--add-modules jdk.incubator.vector");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void endsWhenItIsAskedTo() throws IOException, InterruptedException {
        Process process = new OwnProcess(folder, VECTORS)
                .command("verify", "linear", "--backends", "cpu,ejml", "--steps", "10000")
                .start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String line = err.readLine();
            while (line != null && !line.contains("step ")) {
                line = err.readLine();
            }
            OwnProcess.interrupt(process);
            said.append(err.lines().collect(Collectors.joining("\n")));
        }
        assertTrue(process.waitFor(OwnProcess.MINUTES, TimeUnit.MINUTES));
        assertEquals(INTERRUPTED, process.exitValue(), said.toString());
        assertTrue(said.toString().contains("stopped before all steps were done"), said.toString());
    }
}
