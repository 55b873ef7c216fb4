package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What training on a GPU says, and leaves behind, when something is wrong with the GPU: by the stand-in for its driver. */
class CudaFaultsTest {
    private static final String DRIVER = "tidecast.cuda.driver";

    /** Room for one training with large batches, and not for two. */
    private static final int SHARED_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    private Path checkpoint;
    private OwnProcess process;

    @BeforeEach
    void findTheStandIn() {
        Path driver = Path.of(System.getProperty(DRIVER, ""));
        assumeTrue(Files.isRegularFile(driver), "needs the profile emulation, and g++");
        process = withDriver(driver);
        checkpoint = folder.resolve("sines.checkpoint");
    }

    private OwnProcess withDriver(Path driver) {
        return new OwnProcess(
                folder,
                List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-D" + DRIVER + "=" + driver));
    }

    private static Map<String, String> setting(String name, Object value) {
        return Map.of("TIDECAST_EMULATION_" + name, value.toString());
    }

    private static String[] train(String... more) {
        List<String> args = List.of(
                "train",
                "linear",
                "--example",
                "sines",
                "--epochs",
                "4",
                "--steps-per-epoch",
                "20",
                "--quiet",
                "--out",
                "sines.safetensors",
                "--backend",
                "cuda");
        return Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** Expects a status and, behind what was noted on the way, one line that has all of these words. */
    private static void says(Terminal shown, int status, String... words) {
        assertEquals("", shown.out(), shown.err());
        assertEquals(status, shown.status(), shown.err());
        List<String> lines = shown.err()
                .lines()
                .filter(line -> line.startsWith("tidecast: "))
                .toList();
        assertEquals(1, lines.size(), shown.err());
        for (String word : words) {
            assertTrue(lines.getFirst().contains(word), () -> "should contain '" + word + "': " + shown.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DRIVER     | 11080 | 2 | driver is too old: it supports CUDA 11.8, needed is 12.0 | version 525 or newer",
                "DEVICES    | 0     | 2 | the driver sees no GPU                                   | nvidia-smi",
                "CAPABILITY | 70    | 2 | compute capability 7.0, needed is 7.5                    | use a newer GPU",
                "BUSY       | 1     | 2 | another process has it for itself                        | wait until it ends",
                "NEWEST_PTX | 60    | 1 | CUDA_ERROR_UNSUPPORTED_PTX_VERSION                       | install a newer driver"
            })
    void whatWillNotDoGetsOneLineAndLeavesNothing(
            String setting, String value, int status, String reason, String remedy)
            throws IOException, InterruptedException {
        says(process.run(setting(setting, value), train()), status, "cuda", reason, remedy);
        assertFalse(Files.exists(checkpoint));
    }

    @Test
    void withoutDriverItSaysWhatToInstall() throws IOException, InterruptedException {
        Terminal refused = withDriver(folder.resolve("libcuda.so.1")).run(train());
        says(refused, Status.WRONG_INPUT, "backend cuda cannot run here", "libcuda.so.1", "cannot be loaded");
    }

    @Test
    void theBatchThatWouldFitIsNamedAndFits() throws IOException, InterruptedException {
        Map<String, String> little = setting("MEMORY", 1 << 19);
        Terminal refused = process.run(little, train("--batch", "4096"));
        says(
                refused,
                Status.FAILED,
                "training with batches of 4096 takes",
                "of the 512.00 KiB of the GPU emulation",
                "would fit");
        assertFalse(Files.exists(checkpoint));
        Matcher named = Pattern.compile("--batch (\\d+)").matcher(refused.err());
        assertTrue(named.find(), refused.err());
        process.run(little, train("--batch", named.group(1))).done();
    }

    @Test
    void twoProcessesShareAGpuAndTheOneThatIsLaterIsToldWhatIsLeft() throws IOException, InterruptedException {
        Map<String, String> shared = new HashMap<>(setting("MEMORY", SHARED_BYTES));
        shared.putAll(setting("LEDGER", folder.resolve("ledger")));
        String[] large = train("--batch", "4096");
        ProcessBuilder builder = process.command(
                "train",
                "linear",
                "--example",
                "sines",
                "--epochs",
                "100000",
                "--patience",
                "0",
                "--quiet",
                "--batch",
                "4096",
                "--out",
                "first.safetensors",
                "--backend",
                "cuda");
        builder.environment().putAll(shared);
        Process first = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("first.txt").toFile())
                .start();
        try {
            await(folder.resolve("first.checkpoint"), first);
            Terminal refused = process.run(shared, large);
            says(refused, Status.FAILED, "training with batches of 4096 takes", "of the 1.00 MiB of", "would fit");
            Matcher named = Pattern.compile("--batch (\\d+)").matcher(refused.err());
            assertTrue(named.find(), refused.err());
            process.run(shared, train("--batch", named.group(1))).done();
            assertTrue(first.isAlive(), () -> "the first ended: " + first.exitValue());
        } finally {
            first.destroyForcibly().waitFor();
        }
        // what a process held is free when it has ended, however it ended
        process.run(shared, large).done();
    }

    private static void await(Path file, Process process) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(OwnProcess.MINUTES);
        while (!Files.exists(file)) {
            assertTrue(process.isAlive() && System.nanoTime() < end, () -> file + " was not written");
            // another process writes it, and offers nothing to wait on but the file
            Thread.sleep(50);
        }
    }

    @Test
    void whenTheGpuStopsTheLastCheckpointStandsAndTrainingGoesOnFromIt() throws IOException, InterruptedException {
        Terminal stopped = process.run(
                Map.of("TIDECAST_EMULATION_FAIL_LAUNCH", "*", "TIDECAST_EMULATION_FAIL_AFTER", "3000"), train());
        says(
                stopped,
                Status.FAILED,
                "the GPU stopped with CUDA_ERROR_ILLEGAL_ADDRESS; started last was",
                "is kept in sines.checkpoint",
                "--resume");
        byte[] kept = Files.readAllBytes(checkpoint);
        Terminal refused = process.run(setting("MEMORY", 1 << 14), train("--resume"));
        says(refused, Status.FAILED, "of the 16.00 KiB of the GPU emulation", "would fit");
        assertArrayEquals(kept, Files.readAllBytes(checkpoint));
        Terminal resumed = process.run(train("--resume")).done();
        assertTrue(resumed.err().contains("goes on after epoch"), resumed.err());
        assertTrue(Files.exists(folder.resolve("sines.safetensors")));
        assertFalse(Files.exists(checkpoint));
    }
}
