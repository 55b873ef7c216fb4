package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own. */
class ProcessTest {
    private static final int INTERRUPTED = 130;
    private static final int MINUTES = 2;

    @TempDir
    private Path folder;

    private ProcessBuilder command(List<String> jvm, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // a JVM that takes options from there says so on standard error
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder;
    }

    private Terminal run(List<String> jvm, String... args) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = command(jvm, args)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES));
        return new Terminal(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void statusesAndStreams() throws IOException, InterruptedException {
        Terminal done = run(List.of(), "backends", "--json").done();
        assertEquals("", done.err());
        assertTrue(done.json().at("backends").items().size() > 1);
        run(List.of(), "backends", "--nonsense").failed(Status.WRONG_INPUT, "'--nonsense'");
        run(List.of(), "inspect", "nosuch").failed(Status.WRONG_INPUT, "nosuch");
    }

    @Test
    void withoutTheVectorModuleItSaysWhichFlagIsMissing() throws IOException, InterruptedException {
        Terminal shown = run(List.of(), "backends").done();
        assertTrue(shown.out().contains("--add-modules jdk.incubator.vector"), shown.out());
        String data = Tables.rides(folder).toString();
        Terminal trained = run(
                        List.of(),
                        "train",
                        "linear",
                        "--data",
                        data,
                        "--time",
                        "date",
                        "--target",
                        "rail",
                        "--window",
                        "7",
                        "--horizon",
                        "1",
                        "--epochs",
                        "1",
                        "--quiet",
                        "--json",
                        "--out",
                        "m.safetensors")
                .done();
        assertEquals("ejml", trained.json().at("backend").text());
        assertTrue(trained.err().contains("--add-modules jdk.incubator.vector"), trained.err());
        assertEquals(1, trained.err().lines().count(), trained.err());
    }

    @Test
    void benchGoesOnWithoutABackendAndSaysWhy() throws IOException, InterruptedException {
        JsonView document = run(List.of(), "bench", "--rows", "conv-gru-inference", "--backends", "cpu,ejml", "--json")
                .done()
                .json();
        assertTrue(document.at("peak_reason").text().contains("--add-modules jdk.incubator.vector"));
        List<JsonView> contestants =
                document.at("rows").items().getFirst().at("contestants").items();
        assertTrue(contestants.getFirst().at("reason").text().contains("--add-modules jdk.incubator.vector"));
        assertTrue(contestants.getLast().at("milliseconds").number() > 0);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void interruptedTrainingGoesOn() throws IOException, InterruptedException {
        String data = Tables.rides(folder).toString();
        String[] training = {
            "train",
            "linear",
            "--data",
            data,
            "--time",
            "date",
            "--target",
            "rail",
            "--window",
            "7",
            "--horizon",
            "1",
            "--patience",
            "0",
            "--out",
            "m.safetensors",
            "--backend",
            "ejml",
            "--epochs"
        };
        Process process = command(List.of(), with(training, "1000000")).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String line = err.readLine();
            while (line != null && !line.contains("epoch 3/")) {
                said.append(line).append('\n');
                line = err.readLine();
            }
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            said.append(err.lines().collect(Collectors.joining("\n")));
        }
        assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES));
        assertEquals(INTERRUPTED, process.exitValue(), said.toString());
        assertTrue(said.toString().contains("--resume"), said.toString());
        assertFalse(Files.exists(folder.resolve("m.safetensors")));
        assertTrue(Files.exists(folder.resolve("m.checkpoint")));
        Terminal resumed = run(List.of(), with(training, "1", "--resume")).done();
        assertTrue(resumed.err().contains("goes on after epoch"), resumed.err());
        assertTrue(Files.exists(folder.resolve("m.safetensors")));
        assertFalse(Files.exists(folder.resolve("m.checkpoint")));
    }

    private static String[] with(String[] args, String... more) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
