package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
    @TempDir
    private Path folder;

    private Terminal train(String... more) {
        return train(Tables.rides(folder), more);
    }

    private Terminal train(Path data, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "train",
                "gru",
                "--data",
                data.toString(),
                "--time",
                "date",
                "--target",
                "rail",
                "--window",
                "14",
                "--horizon",
                "3",
                "--units",
                "4",
                "--layers",
                "1",
                "--threads",
                "1"));
        args.addAll(List.of(more));
        return Terminal.run(args.toArray(String[]::new));
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    @Test
    void theBooksSeriesInJson() {
        JsonView result = Terminal.run(
                        "train",
                        "wavenet",
                        "--example",
                        "sines",
                        "--epochs",
                        "1",
                        "--seed",
                        "7",
                        "--json",
                        "--out",
                        in("sines.safetensors"))
                .done()
                .json();
        assertEquals("wavenet", result.at("model").text());
        assertEquals(6010, result.at("parameters").whole(0, 1_000_000));
        assertEquals(1, result.at("epochs").whole(0, 100));
        assertEquals(7, result.at("seed").whole(0, 100));
        assertTrue(result.at("seconds").number() > 0);
        assertEquals(in("sines.safetensors"), result.at("out").text());
        JsonView validation = result.at("metrics").at("validation");
        assertTrue(validation.at("last_time_step_mse").number() < 0.1);
        assertTrue(validation.at("loss").number() < 0.1);
        JsonView naive = result.at("baselines").at("naive");
        assertEquals(0.25697407, naive.at("mse").number(), 1e-7);
        assertEquals(naive.at("mse").number(), naive.at("validation").at("mse").number());
        assertEquals(
                0.01549, result.at("baselines").at("least_squares").at("mse").number(), 1e-5);
        assertTrue(result.at("metrics").find("test").isPresent());
    }

    @Test
    void tableShowsTheModelBesideWhatCostsNothing() {
        Terminal shown = train("--epochs", "2", "--out", in("m.safetensors")).done();
        for (String row : List.of("| gru ", "| naive ", "| seasonal naive (7) ", "| least squares ")) {
            assertTrue(shown.out().contains(row), () -> row + " should be in " + shown.out());
        }
        assertTrue(shown.out().contains("model saved to " + in("m.safetensors")));
        assertTrue(shown.err().contains("epoch 2/2"), shown.err());
    }

    @Test
    void baselinesAreTrainedOnWish() {
        JsonView baselines = train("--epochs", "1", "--baselines", "--json", "--out", in("m.safetensors"))
                .done()
                .json()
                .at("baselines");
        assertEquals(
                List.of("naive", "seasonal_naive", "least_squares", "linear", "simple_rnn", "lstm"),
                List.copyOf(baselines.fields().keySet()));
        assertTrue(baselines.at("lstm").at("mae").number() > 0);
    }

    @Test
    void sameSeedMakesTheSameWeightsAndAnotherDoesNot() throws IOException {
        train("--epochs", "2", "--seed", "3", "--out", in("a.safetensors")).done();
        train("--epochs", "2", "--seed", "3", "--out", in("b.safetensors")).done();
        train("--epochs", "2", "--seed", "4", "--out", in("c.safetensors")).done();
        assertArrayEquals(weights("a.safetensors"), weights("b.safetensors"));
        assertFalse(Arrays.equals(weights("a.safetensors"), weights("c.safetensors")));
    }

    /** Returns the elements behind the header, which also tells how long training took. */
    private byte[] weights(String name) throws IOException {
        byte[] all = bytes(name);
        long header = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return Arrays.copyOfRange(all, (int) (8 + header), all.length);
    }

    @Test
    void resumedTrainingEndsInTheSameBits() throws IOException {
        train("--epochs", "4", "--out", in("straight.safetensors")).done();
        train("--epochs", "2", "--out", in("first.safetensors"), "--checkpoint", in("state.checkpoint"))
                .done();
        Terminal resumed = train(
                        "--epochs",
                        "4",
                        "--out",
                        in("resumed.safetensors"),
                        "--checkpoint",
                        in("state.checkpoint"),
                        "--resume")
                .done();
        assertTrue(resumed.err().contains("goes on after epoch 2"), resumed.err());
        assertArrayEquals(weights("straight.safetensors"), weights("resumed.safetensors"));
    }

    @Test
    void checkpointOfAnotherTrainingIsRefused() {
        train("--epochs", "1", "--out", in("m.safetensors"), "--checkpoint", in("state.checkpoint"))
                .done();
        train(
                        "--epochs",
                        "2",
                        "--out",
                        in("m.safetensors"),
                        "--checkpoint",
                        in("state.checkpoint"),
                        "--resume",
                        "--seed",
                        "5")
                .failed(Status.WRONG_INPUT, "another training", "seed 5");
        train(
                        "--epochs",
                        "2",
                        "--out",
                        in("m.safetensors"),
                        "--checkpoint",
                        in("state.checkpoint"),
                        "--resume",
                        "--judge-every",
                        "2")
                .failed(Status.WRONG_INPUT, "another training", "judged by windows 2 apart");
        train("--epochs", "2", "--out", in("n.safetensors"), "--resume")
                .failed(Status.WRONG_INPUT, "n.checkpoint", "there is no checkpoint");
    }

    @Test
    void windowsThatOverlapAlmostWhollyAreJudgedByAFew() {
        List<String> rows = new ArrayList<>(List.of("level"));
        for (int row = 0; row < 60_000; row++) {
            rows.add(String.format(Locale.ROOT, "%.3f", Math.sin(row * 0.01)));
        }
        Path data = Tables.write(folder.resolve("long.csv"), rows);
        Terminal shown = Terminal.run(
                        "train",
                        "wavenet",
                        "--data",
                        data.toString(),
                        "--window",
                        "40000",
                        "--horizon",
                        "1",
                        "--filters",
                        "4",
                        "--epochs",
                        "1",
                        "--steps-per-epoch",
                        "1",
                        "--batch",
                        "1",
                        "--judge-every",
                        "3000",
                        "--out",
                        in("m.safetensors"))
                .done();
        assertTrue(shown.out().contains("validation, 3 windows"), shown.out());
        assertTrue(shown.out().contains("test, 3 windows"), shown.out());
    }

    @Test
    void nothingIsLeftBesideTheModel() throws IOException {
        Path data = Tables.rides(folder);
        train(data, "--epochs", "1", "--out", in("m.safetensors"), "--plot", in("curve.svg"))
                .done();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("curve.svg", "m.safetensors", "rides.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.readString(folder.resolve("curve.svg")).contains("<svg"));
    }

    @Test
    void quietShowsNoProgress() {
        Terminal shown =
                train("--epochs", "1", "--quiet", "--out", in("m.safetensors")).done();
        assertEquals("", shown.err());
    }

    @Test
    void numbersAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Terminal there = train("--epochs", "1", "--json", "--quiet", "--out", in("m.safetensors"))
                    .done();
            Locale.setDefault(Locale.GERMANY);
            Terminal german = train("--epochs", "1", "--json", "--quiet", "--out", in("m.safetensors"))
                    .done();
            assertEquals(withoutTime(there.out()), withoutTime(german.out()));
            assertTrue(there.out().chars().allMatch(c -> c < 128), there.out());
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String withoutTime(String json) {
        return json.replaceAll("\"seconds\": [0-9.E-]+", "");
    }

    @Test
    void defaultsFollowTheSeasonOfTheTimes() {
        Path data = Tables.rides(folder);
        Terminal shown = Terminal.run(
                        "train",
                        "linear",
                        "--data",
                        data.toString(),
                        "--time",
                        "date",
                        "--target",
                        "rail",
                        "--epochs",
                        "1",
                        "--quiet",
                        "--json",
                        "--out",
                        in("m.safetensors"))
                .done();
        assertEquals(28, shown.json().at("window").whole(0, 1000));
        assertEquals(7, shown.json().at("horizon").whole(0, 1000));
        assertTrue(shown.err().contains("--window"), shown.err());
    }

    @Test
    void shuffledAndRepeatedRowsAreMendedWithAWarningEach() {
        Path data = Tables.rides(folder, rows -> {
            List<String> mixed = new ArrayList<>(rows.subList(0, 1));
            mixed.addAll(rows.subList(100, rows.size()));
            mixed.addAll(rows.subList(1, 101));
            return mixed;
        });
        Terminal shown = train(data, "--epochs", "1", "--quiet", "--out", in("m.safetensors"))
                .done();
        List<String> warnings = shown.err().lines().toList();
        assertEquals(2, warnings.size(), shown.err());
        assertTrue(shown.err().contains("not in order"), shown.err());
        assertTrue(shown.err().contains("1 exact duplicate"), shown.err());
    }
}
