package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import io.tidecast.models.file.Safetensors;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.GivenFile;
import io.tidecast.models.measure.Outcome;
import io.tidecast.models.measure.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    @Test
    void timesBackendsInJson() {
        Terminal shown = Terminal.run("bench", "--rows", "conv-gru-inference", "--backends", "cpu,ejml", "--json")
                .done();
        JsonView document = shown.json();
        assertEquals(1, document.at("threads").whole(1, 1));
        assertTrue(document.at("machine").at("processors").whole(1, 1 << 20) >= 1);
        JsonView row = document.at("rows").items().getFirst();
        assertEquals("conv-gru-inference", row.at("task").text());
        assertEquals(7_802_880, row.at("operations").whole(1, Long.MAX_VALUE));
        List<JsonView> contestants = row.at("contestants").items();
        JsonView cpu = contestants.getFirst();
        JsonView ejml = contestants.getLast();
        assertEquals("cpu", cpu.at("name").text());
        assertEquals(
                ejml.at("milliseconds").number() / cpu.at("milliseconds").number(),
                ejml.at("ratio").number(),
                1e-9);
        double gflops = 7_802_880e-6 / cpu.at("milliseconds").number();
        assertEquals(gflops, cpu.at("gflops").number(), 1e-9 * gflops);
        assertTrue(shown.err().lines().allMatch(line -> line.startsWith("tidecast: conv-gru-inference")), shown.err());
    }

    @Test
    void showsATable() {
        Terminal shown = Terminal.run("bench", "--rows", "conv-gru-inference", "--backends", "ejml")
                .done();
        List<String> lines = shown.out().lines().toList();
        assertTrue(lines.getFirst().contains("| ejml ms |"), shown.out());
        assertTrue(lines.get(2).contains("Conv-GRU of the book, inference, batch 32, T = 50"), shown.out());
    }

    @Test
    void keepsWhatARowStartsFromForOthers(@TempDir Path folder) {
        Terminal.run("bench", "--rows", "conv-gru", "--backends", "cpu", "--given", folder.toString())
                .done();
        Safetensors kept = Safetensors.read(folder.resolve("conv-gru.safetensors"));
        Given given = Given.of(Tasks.named("conv-gru").orElseThrow());
        assertArrayEquals(
                given.input().floats(),
                Objects.requireNonNull(kept.tensors().get(GivenFile.INPUT)).floats());
        given.weights().keySet().forEach(variable -> {
            assertTrue(kept.tensors().containsKey(GivenFile.WEIGHT_OF + variable.name()), variable.name());
            assertTrue(kept.tensors().containsKey(Outcome.GRADIENT_OF + variable.name()), variable.name());
        });
        assertTrue(kept.tensors().containsKey(Outcome.LOSS));
    }

    @Test
    void wrongInputGetsOneLine() {
        Terminal.run("bench", "--rows", "conv-gur").failed(Status.WRONG_INPUT, "no row 'conv-gur'", "conv-gru");
        Terminal.run("bench", "--rows", "wavenet,wavenet").failed(Status.WRONG_INPUT, "--rows", "twice");
        Terminal.run("bench", "--threads", "0").failed(Status.WRONG_INPUT, "--threads", "found 0");
        Terminal unknown = Terminal.run("bench", "--backends", "cpu,ejm");
        assertEquals(Status.WRONG_INPUT, unknown.status());
        assertTrue(unknown.err().contains("no backend 'ejm'; did you mean 'ejml'?"), unknown.err());
    }

    @Test
    void helpNamesEveryRow() {
        String help = Terminal.run("bench", "--help").done().out();
        for (String task : Tasks.names()) {
            assertTrue(help.contains(task), task);
        }
    }
}
