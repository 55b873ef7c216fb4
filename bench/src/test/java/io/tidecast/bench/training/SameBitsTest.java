package io.tidecast.bench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.WaveNet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same training gives the same bits interpreted, compiled by either compiler, and on one thread or several. */
class SameBitsTest {
    private static final int SECONDS_FOR_THE_COMPILER = 2;

    static List<String> backends() {
        return Choice.all();
    }

    static Stream<Arguments> trainings() {
        return Choice.all().stream()
                .flatMap(name -> Stream.of(ConvGru.BOOK, WaveNet.BOOK).map(book -> Arguments.of(name, book)));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void interpretedOrCompiled(String backend) throws IOException, InterruptedException {
        Choice.require(backend);
        List<Process> trainings = List.of(
                start(backend, 2, SECONDS_FOR_THE_COMPILER),
                start(backend, 1, SECONDS_FOR_THE_COMPILER, "-XX:TieredStopAtLevel=1"),
                start(backend, 1, 0, "-Xint"));
        List<String> digests = new ArrayList<>();
        for (Process training : trainings) {
            digests.add(new String(training.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(0, training.waitFor());
        }
        assertTrue(digests.getFirst().matches("[0-9a-f]{64}\\R[0-9a-f]{64}\\R"), digests::toString);
        assertEquals(1, digests.stream().distinct().count(), digests::toString);
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void oneThreadOrSeveral(String backend, Architecture architecture) {
        Choice.require(backend);
        TrainingDigest training = new TrainingDigest(architecture, 50, 10, 130, 140);
        String digest = training.compute(backend, 1);
        assertEquals(digest, training.compute(backend, 2));
        assertEquals(digest, training.compute(backend, 3));
    }

    private static Process start(String backend, int threads, int warmUpSeconds, String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(Arrays.asList(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(TrainingDigest.class.getName());
        command.addAll(List.of(backend, Integer.toString(threads), Integer.toString(warmUpSeconds)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
