package io.tidecast.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The command as a process, from its start to its end; run from the root of the sources, where its script lies. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
@State(Scope.Thread)
public class StartUpBenchmark {
    private static final File NOWHERE =
            new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");

    /** What is typed after {@code tidecast}. */
    @Param({"--help", "backends", "train conv-gru --example sines --epochs 1 --quiet"})
    public String command = "";

    private Path script = Path.of("");
    private Path folder = Path.of("");

    /** Finds the script, and makes a folder for what a command leaves. */
    @Setup
    public void open() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(root.resolve("tidecast"))) {
            Path parent = root.getParent();
            if (parent == null) {
                throw new IOException("no script tidecast in this folder or above it");
            }
            root = parent;
        }
        script = root.resolve("tidecast");
        folder = Files.createTempDirectory("tidecast-start-up");
    }

    /** Runs the command once. */
    @Benchmark
    public int process() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.addFirst(script.toString());
        int status = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(NOWHERE)
                .redirectError(NOWHERE)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with status " + status);
        }
        return status;
    }
}
