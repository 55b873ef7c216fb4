package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code stream} as a process of its own, at the end of a pipe. */
class StreamProcessTest {
    private static final Path FULL_DISK = Path.of("/dev/full");
    private static final int WINDOW = 14;
    private static final int INTERRUPTED = 130;

    @TempDir
    private static Path folder;

    private static String model;
    private static List<String> rows;

    @BeforeAll
    static void train() throws IOException {
        Path data = Tables.rides(folder);
        rows = Files.readAllLines(data);
        model = folder.resolve("rides.safetensors").toString();
        Terminal.run(
                        "train",
                        "conv-gru",
                        "--data",
                        data.toString(),
                        "--time",
                        "date",
                        "--target",
                        "rail",
                        "--input",
                        "bus",
                        "--window",
                        "14",
                        "--horizon",
                        "2",
                        "--filters",
                        "4",
                        "--units",
                        "4",
                        "--layers",
                        "1",
                        "--epochs",
                        "1",
                        "--quiet",
                        "--out",
                        model)
                .done();
    }

    private static ProcessBuilder stream(String... more) {
        List<String> args = new ArrayList<>(List.of("stream", model, "--backend", "ejml"));
        args.addAll(List.of(more));
        return new OwnProcess(folder, List.of()).command(args.toArray(String[]::new));
    }

    private static Terminal run(List<String> lines, String... more) throws IOException, InterruptedException {
        Path in = Tables.write(Files.createTempFile(folder, "in", ".csv"), lines);
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = stream(more)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return ended(process, Files.readString(waited(process, out)), err);
    }

    private static Path waited(Process process, Path file) throws InterruptedException {
        assertTrue(process.waitFor(OwnProcess.MINUTES, TimeUnit.MINUTES));
        return file;
    }

    private static Terminal ended(Process process, String out, Path err) throws IOException {
        return new Terminal(process.exitValue(), out, Files.readString(err));
    }

    private static double[] numbers(String line) {
        return IntStream.range(0, line.split(",", -1).length)
                .mapToDouble(i -> Double.parseDouble(line.split(",", -1)[i]))
                .toArray();
    }

    @Test
    void afterAWindowItForecastsWhatForecastDoes() throws IOException, InterruptedException {
        Terminal streamed = run(rows.subList(0, 1 + WINDOW)).done();
        assertEquals("", streamed.err());
        List<String> lines = streamed.out().lines().toList();
        assertEquals("row,rail+1,rail+2", lines.getFirst());
        assertEquals("4,", lines.get(1).substring(0, 2));
        double[] last = numbers(lines.getLast());
        assertEquals(WINDOW, last[0]);
        Path window = Tables.write(folder.resolve("window.csv"), rows.subList(0, 1 + WINDOW));
        JsonView forecast = Terminal.run("forecast", model, "--data", window.toString(), "--json")
                .done()
                .json();
        double[] mean = forecast.at("forecasts").items().getFirst().at("mean").numbers();
        for (int step = 0; step < mean.length; step++) {
            assertEquals(mean[step], last[1 + step], 1e-5 * mean[step]);
        }
    }

    @Test
    void headersAreOptionalAndJsonHasALineForEachForecast() throws IOException, InterruptedException {
        List<String> bare = rows.subList(1, 10).stream()
                .map(row -> row.split(",", -1)[1] + "\t" + row.split(",", -1)[2])
                .toList();
        List<String> plain = run(bare).done().out().lines().toList();
        assertEquals(run(rows.subList(0, 10)).done().out().lines().toList(), plain);
        List<String> documents = run(bare, "--json").done().out().lines().toList();
        assertEquals(plain.size() - 1, documents.size());
        JsonView document = JsonView.read("line", documents.getLast());
        assertEquals(9, document.at("row").whole(0, 100));
        assertEquals(numbers(plain.getLast())[1], document.at("mean").at("rail").numbers()[0], 1e-3);
    }

    @Test
    void aPipeSeesEachForecastAtOnce() throws IOException, InterruptedException {
        Process process =
                stream().redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (Writer in = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int row = 0; row < 8; row++) {
                in.write(rows.get(row) + "\n");
                in.flush();
                if (row == 4) {
                    assertEquals("row,rail+1,rail+2", out.readLine());
                }
                if (row >= 4) {
                    assertTrue(out.readLine().startsWith(row + ","));
                }
            }
        }
        assertTrue(process.waitFor(OwnProcess.MINUTES, TimeUnit.MINUTES));
        assertEquals(Status.DONE, process.exitValue());
    }

    @Test
    void textThatIsNoNumberIsSaidOrSkipped() throws IOException, InterruptedException {
        List<String> bad = new ArrayList<>(rows.subList(0, 10));
        bad.add(6, "2024-01-06,many,3,work");
        bad.add(8, "2024-01-06,1");
        Terminal refused = run(bad);
        assertEquals(Status.WRONG_INPUT, refused.status());
        assertTrue(
                refused.err().startsWith("tidecast: standard input:7: column 'rail': found 'many', expected a number"),
                refused.err());
        Terminal skipped = run(bad, "--skip-bad").done();
        assertTrue(skipped.err().startsWith("tidecast: skipped 2 lines, the first: standard input:7:"), skipped.err());
        assertEquals(run(rows.subList(0, 10)).out(), skipped.out());
    }

    @Test
    void missingCellsAreSaidOrFilled() throws IOException, InterruptedException {
        List<String> gap = List.of("rail,bus", "500,300", "510,", "490,310", "500,300");
        Terminal refused = run(gap);
        assertEquals(Status.WRONG_INPUT, refused.status());
        assertTrue(refused.err().contains("standard input:3: column 'bus': found ''"), refused.err());
        List<String> filled = List.of("rail,bus", "500,300", "510,300", "490,310", "500,300");
        assertEquals(run(filled).done().out(), run(gap, "--fill").done().out());
    }

    @Test
    void wrongColumnsAreSaid() throws IOException, InterruptedException {
        run(List.of("rial,bus", "500,300")).failed(Status.WRONG_INPUT, "no column 'rail'", "did you mean 'rial'?");
        run(List.of("500,300,4")).failed(Status.WRONG_INPUT, "standard input:1: found 3 cells", "rail, bus");
        assertEquals("row,rail+1,rail+2\n", run(List.of()).done().out());
    }

    @Test
    void goesOnFromASavedState() throws IOException, InterruptedException {
        String state = folder.resolve("rides.state").toString();
        Terminal first = run(rows.subList(0, 21), "--state", state).done();
        assertTrue(first.err().contains("state after row 20 saved"), first.err());
        Terminal second = run(
                        rows.subList(21, 41).stream()
                                .map(row -> row.split(",", -1)[1] + "," + row.split(",", -1)[2])
                                .toList(),
                        "--state",
                        state)
                .done();
        assertTrue(second.err().contains("goes on after row 20"), second.err());
        List<String> whole = run(rows.subList(0, 41)).done().out().lines().toList();
        assertEquals(whole.getLast(), second.out().lines().toList().getLast());
        Files.writeString(folder.resolve("rides.state"), "nonsense");
        run(rows, "--state", state).failed(Status.WRONG_INPUT, "rides.state", "no state of a stream");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void standardOutputClosedEarlyIsAQuietEnd() throws IOException, InterruptedException {
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = stream().redirectError(err.toFile()).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
            for (String row : rows.subList(0, 10)) {
                in.write(row + "\n");
            }
            in.flush();
            assertEquals("row,rail+1,rail+2", out.readLine());
            out.close();
            while (process.isAlive()) {
                in.write("500,300,300,work\n");
                in.flush();
            }
        } catch (IOException closed) {
            String told = String.valueOf(closed.getMessage());
            assertTrue(told.contains("pipe") || told.contains("closed"), told);
        }
        assertTrue(process.waitFor(OwnProcess.MINUTES, TimeUnit.MINUTES));
        assertEquals(new Terminal(Status.DONE, "", ""), ended(process, "", err));
    }

    static boolean canFillADisk() {
        return Files.exists(FULL_DISK);
    }

    @Test
    @EnabledIf("canFillADisk")
    void aFullDiskIsAFailure() throws IOException, InterruptedException {
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = stream()
                .redirectInput(folder.resolve("rides.csv").toFile())
                .redirectOutput(FULL_DISK.toFile())
                .redirectError(err.toFile())
                .start();
        waited(process, err);
        ended(process, "", err).failed(Status.FAILED, "standard output", "is its disk full");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void interruptedItKeepsItsState() throws IOException, InterruptedException {
        Path state = folder.resolve("interrupted.state");
        Process process = stream("--state", state.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Writer in = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String row : rows.subList(0, 8)) {
                in.write(row + "\n");
            }
            in.flush();
            String line = out.readLine();
            while (!line.startsWith("7,")) {
                line = out.readLine();
            }
            assertFalse(Files.exists(state));
            OwnProcess.interrupt(process);
            assertTrue(process.waitFor(OwnProcess.MINUTES, TimeUnit.MINUTES));
        }
        assertEquals(INTERRUPTED, process.exitValue());
        Terminal rest = run(List.of("500,300"), "--state", state.toString()).done();
        assertTrue(rest.err().contains("goes on after row 7"), rest.err());
    }

    /** With a heap this small the rows would not fit if any were kept. */
    @Test
    void memoryStaysFlat() throws IOException, InterruptedException {
        int count = 200_000;
        Path in = folder.resolve("long.csv");
        try (Writer text = Files.newBufferedWriter(in)) {
            for (int row = 0; row < count; row++) {
                text.write(500 + row % 7 + ",300\n");
            }
        }
        Path out = folder.resolve("long.out");
        Path err = folder.resolve("long.err");
        Process process = new OwnProcess(folder, List.of("-Xmx24m", "-XX:+UseSerialGC"))
                .command("stream", model, "--backend", "ejml")
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        Terminal ended = ended(process, "", waited(process, err));
        assertEquals(Status.DONE, ended.status(), ended.err());
        try (var lines = Files.lines(out)) {
            assertEquals(count - 3 + 1, lines.count());
        }
    }
}
