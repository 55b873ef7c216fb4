package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void name() {
        model = folder.resolve("m.safetensors");
    }

    private Terminal train(Path data, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "train",
                "linear",
                "--data",
                data.toString(),
                "--time",
                "date",
                "--window",
                "14",
                "--horizon",
                "3",
                "--quiet"));
        if (Stream.of(more).noneMatch("--target"::equals)) {
            args.addAll(List.of("--target", "rail"));
        }
        if (Stream.of(more).noneMatch("--out"::equals)) {
            args.addAll(List.of("--out", model.toString()));
        }
        if (Stream.of(more).noneMatch("--epochs"::equals)) {
            args.addAll(List.of("--epochs", "1"));
        }
        args.addAll(List.of(more));
        return Terminal.run(args.toArray(String[]::new));
    }

    private Path changed(int line, String row) {
        return Tables.rides(folder, rows -> {
            List<String> copy = new ArrayList<>(rows);
            copy.set(line - 1, row);
            return copy;
        });
    }

    private void assertNothingWritten() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.allMatch(file -> file.toString().endsWith(".csv")), "only the data should be there");
        }
    }

    @Test
    void missingFile() throws IOException {
        train(folder.resolve("nosuch.csv")).failed(Status.WRONG_INPUT, "nosuch.csv", "no such file");
        assertNothingWritten();
    }

    @Test
    void emptyFile() throws IOException {
        train(Files.createFile(folder.resolve("empty.csv"))).failed(Status.WRONG_INPUT, "empty.csv", "empty");
    }

    @Test
    void folderInsteadOfAFile() {
        train(folder).failed(Status.WRONG_INPUT, folder.toString());
    }

    @Test
    void noSuchColumn() {
        train(Tables.rides(folder), "--target", "raill")
                .failed(Status.WRONG_INPUT, "rides.csv", "raill", "did you mean 'rail'");
    }

    @Test
    void textInANumericCell() throws IOException {
        train(changed(31, Tables.date(29) + ",many,3,work"))
                .failed(Status.WRONG_INPUT, "rides.csv:31", "'rail'", "'many'", "expected a number");
        assertNothingWritten();
    }

    @Test
    void missingCells() {
        Path data = changed(31, Tables.date(29) + ",,3,work");
        train(data).failed(Status.WRONG_INPUT, "rides.csv", "missing cells: 1", "line 31", "--fill");
        train(data, "--fill").done();
    }

    @Test
    void infinity() {
        train(changed(31, Tables.date(29) + ",inf,3,work")).failed(Status.WRONG_INPUT, "rides.csv:31", "'inf'");
    }

    @Test
    void conflictingDuplicate() {
        train(changed(31, Tables.date(28) + ",1,2,work"))
                .failed(Status.WRONG_INPUT, "rides.csv:31", "different row", "line 30");
    }

    @Test
    void unevenSteps() {
        Path data = Tables.rides(folder, rows -> {
            List<String> copy = new ArrayList<>(rows);
            copy.remove(30);
            return copy;
        });
        train(data).failed(Status.WRONG_INPUT, "rides.csv:31", "uneven steps", "2 days", "1 day");
        train(data, "--fill").done();
    }

    @Test
    void shortSeries() {
        Path data = Tables.rides(folder, rows -> rows.subList(0, 12));
        train(data).failed(Status.WRONG_INPUT, "too short", "window 14 + horizon 3 need 17");
    }

    @Test
    void shortSeriesAmongOthersAreNamedAndLeftOut() {
        List<String> lines = new ArrayList<>();
        lines.add(row("long", 60));
        lines.add(row("brief", 9));
        Path data = Tables.write(folder.resolve("rows.csv"), lines);
        Terminal shown = Terminal.run(
                        "train",
                        "linear",
                        "--data",
                        data.toString(),
                        "--layout",
                        "rows",
                        "--window",
                        "10",
                        "--horizon",
                        "2",
                        "--epochs",
                        "1",
                        "--quiet",
                        "--out",
                        model.toString())
                .done();
        assertTrue(shown.err().contains("'brief'"), shown.err());
        assertFalse(shown.err().contains("'long'"), shown.err());
    }

    private static String row(String name, int length) {
        StringBuilder row = new StringBuilder(name);
        for (int i = 0; i < length; i++) {
            row.append(',').append(10 + i % 7);
        }
        return row.toString();
    }

    @Test
    void lossThatIsNotFinite() throws IOException {
        train(Tables.rides(folder), "--learning-rate", "1e30", "--epochs", "3")
                .failed(Status.FAILED, "not a finite number", "step", "epoch 1", "nothing is saved");
        assertNothingWritten();
    }

    @Test
    void lossThatTurnsNotFiniteKeepsTheBestWeights() {
        Terminal stopped = train(
                Tables.rides(folder),
                "--optimizer",
                "sgd",
                "--learning-rate",
                "1",
                "--epochs",
                "400",
                "--scale",
                "standard",
                "--patience",
                "0");
        stopped.failed(Status.FAILED, "not a finite number", "the weights of epoch", model.toString());
        Terminal.run(
                        "evaluate",
                        model.toString(),
                        "--data",
                        folder.resolve("rides.csv").toString())
                .done();
    }

    @Test
    void unknownBackendShowsTheTable() {
        Terminal shown = train(Tables.rides(folder), "--backend", "cpuu");
        assertEquals(Status.WRONG_INPUT, shown.status());
        assertEquals("", shown.out());
        String last = shown.err().lines().toList().getLast();
        assertTrue(last.startsWith("tidecast: --backend: there is no backend 'cpuu'"), shown.err());
        assertTrue(shown.err().contains("ejml  runs here"), shown.err());
    }

    @Test
    void folderThatIsNotThere() {
        train(Tables.rides(folder), "--out", folder.resolve("no/m.safetensors").toString())
                .failed(Status.WRONG_INPUT, "there is no folder");
    }

    @Test
    @EnabledIf("hasFullDisk")
    void fullDisk() throws IOException {
        train(Tables.rides(folder), "--out", FULL_DISK.toString()).failed(Status.FAILED, "/dev/full", "No space left");
        assertNothingWritten();
    }

    static boolean hasFullDisk() {
        return Files.isWritable(FULL_DISK);
    }

    @Test
    void numbersOutOfRange() {
        Path data = Tables.rides(folder);
        train(data, "--epochs", "0").failed(Status.WRONG_INPUT, "--epochs", "found 0", "from 1");
        train(data, "--batch", "many").failed(Status.WRONG_INPUT, "--batch", "'many'", "a whole number");
        train(data, "--learning-rate", "-1").failed(Status.WRONG_INPUT, "--learning-rate", "-1");
        train(data, "--split", "0.9,0.2").failed(Status.WRONG_INPUT, "0.9", "0.2");
        train(data, "--split", "0.7", "--hold-out", "3").failed(Status.WRONG_INPUT, "choose one");
    }

    @Test
    void choicesThatAreNone() {
        Path data = Tables.rides(folder);
        train(data, "--scale", "loud").failed(Status.WRONG_INPUT, "'loud'", "standard");
        train(data, "--schedule", "cosin").failed(Status.WRONG_INPUT, "--schedule", "did you mean 'cosine'");
        Terminal.run("train", "wavnet", "--example", "sines").failed(Status.WRONG_INPUT, "did you mean 'wavenet'");
        Terminal.run("train", "linear", "--example", "sines", "--filters", "3")
                .failed(Status.WRONG_INPUT, "--filters is no option of linear");
        Terminal.run("train", "linear").failed(Status.WRONG_INPUT, "--data", "--example");
        Terminal.run("reproduce", "film").failed(Status.WRONG_INPUT, "'film'", "book");
    }

    @Test
    void windowThatTheStrideWouldNotSeeToItsEnd() {
        Terminal.run(
                        "train",
                        "conv-gru",
                        "--data",
                        Tables.rides(folder).toString(),
                        "--time",
                        "date",
                        "--target",
                        "rail",
                        "--window",
                        "21",
                        "--horizon",
                        "2",
                        "--out",
                        model.toString())
                .failed(Status.WRONG_INPUT, "window 21", "20 or 22");
    }
}
