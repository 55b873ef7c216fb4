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

    /** What the launcher says of native code. */
    private static final List<String> NATIVE =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    @TempDir
    private Path folder;

    private Terminal run(List<String> jvm, String... args) throws IOException, InterruptedException {
        return new OwnProcess(folder, jvm).run(args);
    }

    @Test
    void statusesAndStreams() throws IOException, InterruptedException {
        Terminal done = run(NATIVE, "backends", "--json").done();
        assertEquals("", done.err());
        assertTrue(done.json().at("backends").items().size() > 1);
        run(List.of(), "backends", "--nonsense").failed(Status.WRONG_INPUT, "'--nonsense'");
        run(List.of(), "inspect", "nosuch").failed(Status.WRONG_INPUT, "nosuch");
    }

    @Test
    void withoutTheVectorModuleItSaysWhichFlagIsMissing() throws IOException, InterruptedException {
        Terminal shown = run(List.of(), "backends").done();
        assertTrue(shown.out().contains("--add-modules jdk.incubator.vector"), shown.out());
        Terminal trained =
                run(NATIVE, training("--epochs", "1", "--quiet", "--json")).done();
        assertEquals("nd4j", trained.json().at("backend").text());
        assertTrue(trained.err().contains("--add-modules jdk.incubator.vector"), trained.err());
        assertEquals(1, trained.err().lines().count(), trained.err());
    }

    @Test
    void nd4jSaysNothingOfItsOwn() throws IOException, InterruptedException {
        Terminal trained = run(NATIVE, training("--backend", "nd4j", "--epochs", "1", "--quiet", "--json"))
                .done();
        assertEquals("nd4j", trained.json().at("backend").text());
        assertEquals("", trained.err());
    }

    @Test
    void aBackendThatCannotRunEndsWithItsReasonAndRemedy() throws IOException, InterruptedException {
        List<String> elsewhere = List.of("-Dorg.bytedeco.javacpp.platform=linux-riscv64");
        Terminal refused = run(elsewhere, training("--backend", "nd4j", "--epochs", "1"));
        assertEquals(Status.WRONG_INPUT, refused.status());
        assertEquals("", refused.out());
        String last = refused.err().lines().toList().getLast();
        assertTrue(
                last.startsWith("tidecast: backend nd4j cannot run here: ND4J's native library for linux-riscv64 is not"
                        + " on the class path; add org.nd4j:nd4j-native:1.0.0-M2.1"),
                last);
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
        String[] endless = training("--patience", "0", "--backend", "ejml", "--epochs", "1000000");
        Process process = new OwnProcess(folder, List.of()).command(endless).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String line = err.readLine();
            while (line != null && !line.contains("epoch 3/")) {
                said.append(line).append('\n');
                line = err.readLine();
            }
            OwnProcess.interrupt(process);
            said.append(err.lines().collect(Collectors.joining("\n")));
        }
        assertTrue(process.waitFor(OwnProcess.MINUTES, TimeUnit.MINUTES));
        assertEquals(INTERRUPTED, process.exitValue(), said.toString());
        assertTrue(said.toString().contains("--resume"), said.toString());
        assertFalse(Files.exists(folder.resolve("m.safetensors")));
        assertTrue(Files.exists(folder.resolve("m.checkpoint")));
        String[] rest = training("--patience", "0", "--backend", "ejml", "--epochs", "1", "--resume");
        Terminal resumed = run(List.of(), rest).done();
        assertTrue(resumed.err().contains("goes on after epoch"), resumed.err());
        assertTrue(Files.exists(folder.resolve("m.safetensors")));
        assertFalse(Files.exists(folder.resolve("m.checkpoint")));
    }

    /** Returns a training of a small model on a small file, with further options. */
    private String[] training(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("train", "linear", "--out", "m.safetensors"));
        words.addAll(List.of("--data", Tables.rides(folder).toString(), "--time", "date", "--target", "rail"));
        words.addAll(List.of("--window", "7", "--horizon", "1"));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }
}
