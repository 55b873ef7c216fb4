package io.tidecast.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.BackendOptions;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.measure.BackendContestant;
import io.tidecast.models.measure.Comparison;
import io.tidecast.models.measure.ComparisonReport;
import io.tidecast.models.measure.Machine;
import io.tidecast.models.measure.Pace;
import io.tidecast.models.measure.Task;
import io.tidecast.models.measure.TaskResult;
import io.tidecast.models.measure.ThreadsComparison;
import io.tidecast.models.measure.ThreadsResult;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.train.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    private static final Pace BRIEF = new Pace(0.01, 0.1, 3, 0.01, 60);
    private static final Task SMALL =
            new Task("small", "small Conv-GRU", Task.Kind.INFERENCE, ConvGru.BOOK.build(1, 2, 12), 3, Loss.MSE);

    @TempDir
    private Path folder;

    private static ComparisonReport report() {
        List<BackendContestant> contestants = List.of(
                new BackendContestant("ejml", new BackendOptions(1)),
                new BackendContestant("cuda", new BackendOptions(1)));
        TaskResult result = new Comparison(contestants, 1, BRIEF, _ -> {}).measure(SMALL);
        return new ComparisonReport(List.of("ejml", "cuda"), List.of(result), Map.of("small", 2.0));
    }

    @Test
    void bothFilesTellTheSameAndWhereItWasMeasured() throws IOException {
        Machine machine = new Machine("AMD EPYC (Test)", 2, "Linux amd64", "a JVM", List.of("-Xmx1g"));
        ThreadsResult twice = new ThreadsResult(SMALL, 2, 0.004, 0.0025, 2);
        ResultFiles files = new ResultFiles(machine, "abc with uncommitted changes", report(), 2, List.of(twice), "");
        List<Path> written = files.write(folder.resolve("results"));
        assertEquals(
                "amd-epyc-test-2-processors.md",
                written.getFirst().getFileName().toString());
        String markdown = Files.readString(written.getFirst()).replaceAll(" +", " ");
        assertTrue(markdown.contains("| small Conv-GRU | "), markdown);
        assertTrue(markdown.contains("* cuda: there is no such backend"), markdown);
        assertTrue(markdown.contains("| 1.60 |"), markdown);
        assertTrue(markdown.contains("| 0.80 |"), markdown);
        assertTrue(markdown.contains("commit abc with uncommitted changes, 20"), markdown);
        JsonView document = JsonView.read("results", Files.readString(written.getLast()));
        assertEquals("AMD EPYC (Test)", document.at("machine").at("processor").text());
        JsonView task = document.at("tasks").items().getFirst();
        assertEquals("small", task.at("task").text());
        assertEquals(2.0, task.at("goal").number());
        assertEquals(
                1.6, document.at("speed_ups").items().getFirst().at("speed_up").number(), 1e-9);
    }

    @Test
    void whyThereAreNoSpeedUpsIsTold() {
        ResultFiles files = new ResultFiles(Machine.here(), "abc", report(), 2, List.of(), "too few processors");
        assertTrue(files.lines().contains("Several threads were not held against one: too few processors."));
        assertEquals(
                "too few processors",
                JsonView.read("results", files.json().indented())
                        .at("speed_ups_reason")
                        .text());
        assertFalse(String.join("\n", files.lines()).contains(System.getProperty("user.dir")));
    }

    @Test
    void twoThreadsAreHeldAgainstOneBesideMultiplyAdds() {
        ThreadsComparison comparison = new ThreadsComparison("ejml", 2, BRIEF);
        comparison.whyNot().ifPresent(Assumptions::abort);
        ThreadsResult result = comparison.measure(SMALL);
        assertTrue(result.seconds() > 0 && result.secondsTogether() > 0 && result.probe() > 0);
        assertEquals(result.speedUp() / result.probe(), result.share(), 1e-9);
    }
}
