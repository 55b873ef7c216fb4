package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of several series that is told which of them it forecasts. */
class SeriesConditionTest {
    @TempDir
    private static Path folder;

    private static String data;
    private static String model;
    private static JsonView trained;

    /**
     * Two series whose next value is 0.9 and −0.9 times the last one, and noise: a network that sees a single value cannot
     * tell which of them it comes from.
     */
    @BeforeAll
    static void train() {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder ofSame = new StringBuilder("same");
        StringBuilder ofTurned = new StringBuilder("turned");
        double same = 0;
        double turned = 0;
        for (int row = 0; row < 1_200; row++) {
            same = 0.9 * same + random.nextGaussian();
            turned = -0.9 * turned + random.nextGaussian();
            ofSame.append(String.format(Locale.ROOT, ",%.4f", same));
            ofTurned.append(String.format(Locale.ROOT, ",%.4f", turned));
        }
        data = Tables.write(folder.resolve("both.csv"), List.of(ofSame.toString(), ofTurned.toString()))
                .toString();
        model = folder.resolve("both.safetensors").toString();
        trained = run("train wavenet --data DATA --out MODEL --condition series --json --quiet" + TRAINING)
                .json();
    }

    private static final String TRAINING = " --layout rows --scale none --window 8 --horizon 1 --preset forecast"
            + " --residual 8 --skip 8 --dilations 1 --stacks 1 --kernel 1 --epochs 6 --learning-rate 0.01 --seed 1";

    private static Terminal run(String line) {
        return ended(line).done();
    }

    private static Terminal ended(String line) {
        return Terminal.run(line.replace("DATA", data).replace("MODEL", model).split(" ", -1));
    }

    private static double error(JsonView document) {
        return document.at("metrics").at("test").at("mse").number();
    }

    @Test
    void whoIsToldWhichSeriesItIsForecastsBetter() {
        double untold = error(run("train wavenet --data DATA --out MODEL.untold --json --quiet" + TRAINING)
                .json());
        assertTrue(error(trained) < 1.3, "told: " + error(trained) + ", where the noise has 1");
        assertTrue(untold > 3, "untold: " + untold + ", where the series have 5.3");
    }

    /** A column of numbers tells the two apart as well as their names do, and a row of a series that is not there is no matter. */
    @Test
    void aTableOfWhatIsKnownOfEachTellsThemApart() {
        Path known = Tables.write(
                folder.resolve("known.csv"),
                List.of("name,turns,colour", "other,7,red", "turned,-1,blue", "same,1,blue"));
        String training = "train wavenet --data DATA --out MODEL.static --json --quiet --static " + known + TRAINING;
        double error = error(run(training).json());
        assertTrue(error < 1.3, "told: " + error + ", where the noise has 1");
        assertEquals(
                error, error(run("evaluate MODEL.static --data DATA --json").json()), 1e-6);
        Terminal shown = run("inspect MODEL.static");
        assertTrue(shown.out().contains("told of each series: colour (1 value), turns (a number)"), shown.out());
        run("verify conv-gru --data DATA --static " + known + " --backends cpu,ejml --steps 5 --batch 8 --layout rows"
                + " --window 8 --horizon 1 --filters 4 --units 8");
    }

    @Test
    void aTableThatDoesNotFitIsRefused() {
        refused("has no row of series 'turned'", "did you mean 'turnd'?", "name,x", "same,1", "turnd,2");
        refused("second row of series 'same'", "leave one", "name,x", "same,1", "same,2", "turned,3");
        refused("expected a value", "leave the column out", "name,x", "same,a", "turned,");
        refused("found one column", "behind them what is known", "name", "same", "turned");
        ended("train conv-gru --example sines --static x.csv").failed(Status.WRONG_INPUT, "--static x.csv");
    }

    private static void refused(String what, String remedy, String... rows) {
        Path known = Tables.write(folder.resolve("wrong.csv"), List.of(rows));
        ended("train conv-gru --data DATA --out MODEL.none --static " + known + " --layout rows --window 8 --horizon 1")
                .failed(Status.WRONG_INPUT, what, remedy);
    }

    @Test
    void evaluateFindsWhatTrainFound() {
        assertEquals(
                error(trained), error(run("evaluate MODEL --data DATA --json").json()), 1e-6);
    }

    @Test
    void forecastIsToldTheSeriesByItsName() {
        Path one = Tables.write(folder.resolve("turned.csv"), rows("turned", 8));
        Path other = Tables.write(folder.resolve("same.csv"), rows("same", 8));
        double turned = forecast(one);
        double same = forecast(other);
        assertTrue(turned < -2 && turned > -6, "after 4 comes -3.6, found " + turned);
        assertTrue(same > 2 && same < 6, "after 4 comes 3.6, found " + same);
    }

    private static List<String> rows(String name, int count) {
        return List.of(name + ",4".repeat(count));
    }

    private static double forecast(Path file) {
        return run("forecast MODEL --json --data " + file)
                .json()
                .at("forecasts")
                .items()
                .getFirst()
                .at("mean")
                .numbers()[0];
    }

    @Test
    void streamIsToldByAnOption() throws IOException, InterruptedException {
        double forecast = forecast(Tables.write(folder.resolve("turned.csv"), rows("turned", 8)));
        Path in = Tables.write(folder.resolve("in.csv"), List.of("4"));
        Path out = folder.resolve("out.csv");
        Process process = new OwnProcess(folder, List.of())
                .command("stream", model, "--series", "turned")
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(OwnProcess.MINUTES, TimeUnit.MINUTES));
        assertEquals(Status.DONE, process.exitValue());
        String last = Files.readAllLines(out).getLast();
        assertEquals(forecast, Double.parseDouble(last.split(",", -1)[1]), 1e-5);
        ended("stream MODEL").failed(Status.WRONG_INPUT, "--series", "same, turned");
        ended("stream MODEL --series turnd").failed(Status.WRONG_INPUT, "'turnd'", "did you mean 'turned'");
    }

    @Test
    void inspectTellsWhatItIsTold() {
        assertTrue(run("inspect MODEL").out().contains("told of each series: series (2 values)"));
        assertEquals(
                "series",
                run("inspect MODEL --json")
                        .json()
                        .at("training")
                        .at("conditions")
                        .items()
                        .getFirst()
                        .text());
    }

    @Test
    void backendsAgree() {
        run("verify conv-gru --data DATA --condition series --backends cpu,ejml --steps 5 --batch 8 --layout rows"
                + " --window 8 --horizon 1 --filters 4 --units 8");
        run("verify wavenet --data DATA --condition series --backends cpu,ejml --steps 5 --batch 8 --layout rows"
                + " --window 8 --horizon 1 --preset forecast --residual 8 --skip 8 --dilations 1,2 --stacks 1");
    }

    @Test
    void wrongInputGetsOneLine() {
        Path unknown = Tables.write(folder.resolve("unknown.csv"), rows("turnd", 8));
        ended("forecast MODEL --data " + unknown)
                .failed(Status.WRONG_INPUT, "'turnd' is unknown", "did you mean 'turned'", "same, turned");
        ended("train wavenet --data DATA --layout rows --window 8 --horizon 1 --condition series")
                .failed(Status.WRONG_INPUT, "wavenet cannot be told of series");
        ended("train wavenet --data DATA --layout rows --window 8 --horizon 1 --condition serie")
                .failed(Status.WRONG_INPUT, "--condition: found 'serie'");
        ended("train wavenet --data " + unknown + " --layout rows --window 2 --horizon 1 --condition series")
                .failed(Status.WRONG_INPUT, "has a single series");
        ended("train wavenet --example sines --condition series").failed(Status.WRONG_INPUT, "--condition series");
    }
}
