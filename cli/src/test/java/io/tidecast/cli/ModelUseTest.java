package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a model file: evaluate, forecast, inspect. */
class ModelUseTest {
    @TempDir
    private static Path folder;

    private static String model;
    private static String data;
    private static JsonView training;

    @BeforeAll
    static void train() {
        data = Tables.rides(folder).toString();
        model = folder.resolve("rides.safetensors").toString();
        training = Terminal.run(
                        "train",
                        "conv-gru",
                        "--data",
                        data,
                        "--time",
                        "date",
                        "--target",
                        "rail,bus",
                        "--known",
                        "day",
                        "--window",
                        "14",
                        "--horizon",
                        "3",
                        "--filters",
                        "4",
                        "--units",
                        "4",
                        "--layers",
                        "1",
                        "--epochs",
                        "2",
                        "--quiet",
                        "--json",
                        "--out",
                        model)
                .done()
                .json();
    }

    private static Terminal forecast(String... more) {
        List<String> args = new ArrayList<>(List.of("forecast", model, "--data", data));
        args.addAll(List.of(more));
        return Terminal.run(args.toArray(String[]::new));
    }

    private static String future(int days) {
        return Tables.future(folder, days).toString();
    }

    @Test
    void evaluationAgreesWithTraining() {
        JsonView evaluated =
                Terminal.run("evaluate", model, "--data", data, "--json").done().json();
        for (String part : List.of("train", "validation", "test")) {
            for (String figure : List.of("loss", "mse", "mae", "last_time_step_mse")) {
                assertEquals(
                        training.at("metrics").at(part).at(figure).number(),
                        evaluated.at("metrics").at(part).at(figure).number(),
                        1e-9,
                        part + " " + figure);
            }
        }
        assertEquals(
                training.at("baselines").at("seasonal_naive").at("mae").number(),
                evaluated.at("baselines").at("seasonal_naive").at("mae").number());
        assertEquals(
                training.at("parameters").number(), evaluated.at("parameters").number());
    }

    @Test
    void everyThirdWindowJudgesOnWish() {
        Terminal all = Terminal.run("evaluate", model, "--data", data).done();
        Terminal third = Terminal.run("evaluate", model, "--data", data, "--judge-every", "3")
                .done();
        assertTrue(all.out().contains("validation, 28 windows"), all.out());
        assertTrue(third.out().contains("validation, 10 windows"), third.out());
        Terminal.run("evaluate", model, "--data", data, "--judge-every", "0")
                .failed(Status.WRONG_INPUT, "--judge-every", "found 0");
    }

    @Test
    void evaluationOfEveryRowHasOnePart() {
        JsonView metrics = Terminal.run("evaluate", model, "--data", data, "--all", "--json")
                .done()
                .json()
                .at("metrics");
        assertEquals(List.of("test"), List.copyOf(metrics.fields().keySet()));
    }

    @Test
    void forecastIsATableOfTheNextTimes() {
        List<String> lines =
                forecast("--future", future(3)).done().out().lines().toList();
        assertEquals("time,series,target,step,mean", lines.getFirst());
        assertEquals(1 + 3 * 2, lines.size());
        for (int row = 0; row < 6; row++) {
            List<String> cells = Stream.of(lines.get(row + 1).split(",", -1)).toList();
            int step = row / 2;
            assertEquals(Tables.date(Tables.ROWS + step).toString(), cells.get(0));
            assertEquals("", cells.get(1));
            assertEquals(row % 2 == 0 ? "rail" : "bus", cells.get(2));
            assertEquals(Integer.toString(step + 1), cells.get(3));
            assertTrue(Double.parseDouble(cells.get(4)) > 0, lines.get(row + 1));
        }
    }

    @Test
    void quantilesStandBesideTheMean() throws IOException {
        String told = folder.resolve("told.safetensors").toString();
        List<String> train = new ArrayList<>(List.of("train", "linear", "--head", "quantiles=0.1,0.5,0.9"));
        train.addAll(List.of("--data", data, "--time", "date", "--target", "rail,bus", "--window", "14"));
        train.addAll(List.of("--horizon", "3", "--epochs", "2", "--quiet", "--json", "--out", told));
        JsonView metrics = Terminal.run(train.toArray(String[]::new))
                .done()
                .json()
                .at("metrics")
                .at("test");
        double coverage = metrics.at("coverage_80").number();
        assertTrue(0 < coverage && coverage <= 1, "covered " + coverage);
        assertTrue(0 < metrics.at("crps").number());
        String chart = folder.resolve("told.svg").toString();
        List<String> lines = Terminal.run("forecast", told, "--data", data, "--quantiles", "0.025,0.5", "--plot", chart)
                .done()
                .out()
                .lines()
                .toList();
        assertEquals("time,series,target,step,mean,p2.5,p50", lines.getFirst());
        String[] cells = lines.getLast().split(",", -1);
        assertTrue(Double.parseDouble(cells[5]) < Double.parseDouble(cells[6]), lines.getLast());
        assertTrue(Files.readString(Path.of(chart)).contains("2.5 % to 50 %"));
        assertTrue(Terminal.run("inspect", told).done().out().contains("told as quantiles=0.1,0.5,0.9"));
        Terminal.run("forecast", model, "--data", data, "--ago", "3", "--quantiles", "0.5")
                .failed(Status.WRONG_INPUT, "--head gaussian");
        Terminal.run("train", "linear", "--example", "sines", "--head", "gaussian", "--loss", "mae")
                .failed(Status.WRONG_INPUT, "choose likelihood");
    }

    @Test
    void forecastInJsonSaysTheSame() {
        JsonView document = forecast("--future", future(3), "--json").done().json();
        List<JsonView> forecasts = document.at("forecasts").items();
        assertEquals(2, forecasts.size());
        assertEquals("bus", forecasts.get(1).at("target").text());
        assertEquals(3, forecasts.get(1).at("mean").numbers().length);
        assertEquals("conv-gru", document.at("model").text());
    }

    @Test
    void forecastGoesToFilesAndNowhereElse() throws IOException {
        Path out = folder.resolve("forecast.csv");
        Path plot = folder.resolve("forecast.svg");
        Terminal shown = forecast("--ago", "3", "--out", out.toString(), "--plot", plot.toString())
                .done();
        assertEquals("", shown.out());
        assertEquals(7, Files.readAllLines(out).size());
        String svg = Files.readString(plot);
        assertTrue(svg.contains("<svg") && svg.contains("what came true"), svg);
        Files.delete(out);
        Files.delete(plot);
    }

    @Test
    void forecastFromThePastNeedsNoFuture() {
        List<String> lines = forecast("--ago", "3").done().out().lines().toList();
        assertTrue(lines.get(1).startsWith(Tables.date(Tables.ROWS - 3) + ","), lines.get(1));
    }

    @Test
    void whatIsKnownAheadMustBeGiven() {
        forecast().failed(Status.WRONG_INPUT, "day", "--future");
        forecast("--future", future(2))
                .failed(Status.WRONG_INPUT, "future.csv", "no row for " + Tables.date(Tables.ROWS + 2));
    }

    @Test
    void categoryThatWasNeverSeen() {
        Path strange =
                Tables.write(folder.resolve("strange.csv"), List.of("date,day", Tables.date(Tables.ROWS) + ",holiday"));
        forecast("--future", strange.toString()).failed(Status.WRONG_INPUT, "strange.csv:2", "holiday", "free");
    }

    @Test
    void seriesThatIsNotThere() {
        forecast("--only", "S9").failed(Status.WRONG_INPUT, "--only", "S9");
    }

    @Test
    void dataOfOtherColumns() {
        Path other = Tables.write(folder.resolve("other.csv"), List.of("date,value", "2024-01-01,1", "2024-01-02,2"));
        Terminal.run("forecast", model, "--data", other.toString())
                .failed(Status.WRONG_INPUT, "other.csv", "no column");
    }

    @Test
    void inspectionOfAFileTellsItsData() {
        Terminal shown = Terminal.run("inspect", model).done();
        for (String word : List.of("conv", "gru1", "output", "rail, bus", "reads ahead day", "seed 42")) {
            assertTrue(shown.out().contains(word), () -> word + " should be in " + shown.out());
        }
    }

    @Test
    void inspectionOfTheBooksModels() {
        JsonView wavenet = Terminal.run("inspect", "wavenet", "--json").done().json();
        assertEquals(6010, wavenet.at("parameters").whole(0, 10_000));
        assertEquals(31, wavenet.at("receptive_field").whole(0, 100));
        JsonView convGru = Terminal.run("inspect", "conv-gru", "--json").done().json();
        assertEquals(5350, convGru.at("parameters").whole(0, 10_000));
        assertFalse(convGru.find("receptive_field").isPresent());
        assertEquals(
                List.of(24, 20),
                Arrays.stream(convGru.at("layers")
                                .items()
                                .getFirst()
                                .at("output_shape")
                                .wholes(1, 100))
                        .boxed()
                        .toList());
    }

    @Test
    void inspectionOfAPresetTellsSamplesAndSeconds() {
        JsonView paper = Terminal.run("inspect", "--preset", "paper", "--rate", "16000", "--json")
                .done()
                .json();
        assertEquals(3070, paper.at("receptive_field").whole(0, 10_000));
        assertEquals(3070 / 16_000.0, paper.at("receptive_seconds").number());
        assertEquals(
                3073,
                Terminal.run("inspect", "--preset", "paper", "--initial-kernel", "4", "--json")
                        .done()
                        .json()
                        .at("receptive_field")
                        .whole(0, 10_000));
        Terminal.run("inspect", "--preset", "paper", "--initial-kernel", "0")
                .failed(Status.WRONG_INPUT, "--initial-kernel", "0");
        Terminal.run("inspect", "--preset", "paper", "--residual-scale", "1.5")
                .failed(Status.WRONG_INPUT, "residual scale: found 1.5, expected above 0 and at most 1");
        Terminal.run("inspect", "--preset", "paper", "--residual-scale", "0.1")
                .failed(Status.WRONG_INPUT, "residual scale: 0.1 of 30 layers leaves less than");
        Terminal.run("inspect", "wavenet", "--initial-kernel", "2")
                .failed(Status.WRONG_INPUT, "--initial-kernel is no option of wavenet");
        Terminal shown =
                Terminal.run("inspect", "--preset", "small", "--rate", "8000").done();
        assertTrue(shown.out().contains("1,023 samples, 0.128 s at 8,000 Hz"), shown::out);
        Terminal.run("inspect").failed(Status.WRONG_INPUT, "MODEL", "--preset");
        Terminal.run("inspect", "wavenet", "--rate", "0").failed(Status.WRONG_INPUT, "--rate", "0");
    }

    @Test
    void modelFilesThatAreNone() throws IOException {
        byte[] good = Files.readAllBytes(Path.of(model));
        for (int length : new int[] {0, 7, 8, 100, good.length / 2, good.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(good, length));
            Terminal.run("inspect", cut.toString()).failed(Status.WRONG_INPUT, "cut.safetensors");
        }
        Terminal.run("inspect", data).failed(Status.WRONG_INPUT, "rides.csv");
        Terminal.run("evaluate", folder.resolve("no.safetensors").toString(), "--data", data)
                .failed(Status.WRONG_INPUT, "no.safetensors", "no such file");
        Terminal.run("inspect", folder.toString()).failed(Status.WRONG_INPUT, folder.toString());
    }
}
