package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher tells the JVM of runs that compute. */
class ComputeFlagsTest {
    private static final Path FLAGS = Path.of("src", "dist", "jvm", "compute").toAbsolutePath();

    /** Some three are for what is read and built before the first step. */
    private static final int MOST_COLLECTIONS = 8;

    @TempDir
    private Path folder;

    /** A kernel compiled before it knows its vectors' class makes each of them on the heap: gigabytes of them a second. */
    @Test
    void trainingMakesNoVectorsOnTheHeap() throws IOException, InterruptedException {
        Path log = folder.resolve("collections.txt");
        List<String> jvm = List.of(
                "@" + FLAGS, "--add-modules=jdk.incubator.vector", "-Xmx512m", "-Xlog:gc:file=" + log.getFileName());
        new OwnProcess(folder, jvm)
                .run("train", "wavenet", "--example", "sines", "--backend", "cpu", "--threads", "1", "--quiet")
                .done();
        long collections = Files.readAllLines(log).stream()
                .filter(line -> line.contains("Pause"))
                .count();
        assertTrue(collections <= MOST_COLLECTIONS, collections + " collections in " + Files.readString(log));
    }
}
