package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.conformance.FailingBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training leaves behind, and says, when its device has too little memory or breaks. */
class DeviceFaultsTest {
    @TempDir
    private Path folder;

    private Terminal train(String backend, String... more) throws IOException {
        List<String> args = List.of(
                "train",
                "linear",
                "--example",
                "sines",
                "--epochs",
                "4",
                "--quiet",
                "--out",
                folder.resolve("sines.safetensors").toString(),
                "--backend",
                backend);
        return WrongBackends.run(
                folder, Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("META-INF"))
                    .toList();
        }
    }

    @Test
    void trainingGoesOnFromWhatStandsWhenTheDeviceHasFailed() throws IOException {
        Terminal failed = train(WrongBackends.Failing.NAME);
        failed.failed(
                Status.FAILED,
                FailingBackend.REASON + "; epoch 2 of 4 is kept in " + folder.resolve("sines.checkpoint"),
                "--resume");
        assertEquals(List.of("sines.checkpoint"), left());
        Terminal resumed = train("cpu", "--resume").done();
        assertTrue(resumed.err().contains("goes on after epoch 2"), resumed.err());
        assertEquals(List.of("sines.safetensors"), left());
    }

    @Test
    void theBatchThatWouldFitIsNamedAndFits() throws IOException {
        Terminal refused = train(WrongBackends.Small.NAME, "--batch", "1024");
        refused.failed(
                Status.FAILED,
                "linear: training with batches of 1024 takes",
                "128.00 KiB of the 128.00 KiB",
                "would fit");
        assertEquals(List.of(), left());
        Matcher named = Pattern.compile("--batch (\\d+)").matcher(refused.err());
        assertTrue(named.find(), refused.err());
        train(WrongBackends.Small.NAME, "--batch", named.group(1)).done();
    }
}
