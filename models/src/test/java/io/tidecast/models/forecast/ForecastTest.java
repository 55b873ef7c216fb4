package io.tidecast.models.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.error.InputException;
import io.tidecast.models.baseline.Naive;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesFormat;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.window.Dataset;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.data.window.SplitPlan;
import io.tidecast.models.forecast.Forecaster.Forecast;
import io.tidecast.models.head.Gaussian;
import io.tidecast.models.metric.IntervalScores;
import io.tidecast.models.net.Linear;
import io.tidecast.models.train.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A linear network whose weights repeat the last value forecasts and scores as the naive forecast does. */
class ForecastTest {
    private static Backend backend;

    @BeforeAll
    static void open() {
        backend = Backends.open("ejml");
    }

    @AfterAll
    static void close() {
        backend.close();
    }

    @ParameterizedTest
    @EnumSource(ScalingMethod.class)
    void forecastsInTheUnitsOfTheFile(ScalingMethod scaling) {
        Experiment experiment = SmallModels.experiment(new Linear(), scaling);
        ModelFile model = SmallModels.repeating(experiment);
        SeriesSet past = SmallModels.series().before(SmallModels.HORIZON);
        List<Forecast> forecasts = new Forecaster(model, backend).forecast(past, line -> {});
        assertEquals(2, forecasts.size());
        for (Forecast forecast : forecasts) {
            Series series = forecast.series();
            double last = series.value(0, series.length() - 1);
            double[] expected = new double[SmallModels.HORIZON];
            Arrays.fill(expected, last);
            assertArrayEquals(expected, forecast.mean().getFirst(), 1e-4 * last);
            assertEquals(Integer.toString(series.length() + 1), forecast.time(0));
        }
    }

    @ParameterizedTest
    @EnumSource(ScalingMethod.class)
    void isJudgedAsTheNaiveForecastIs(ScalingMethod scaling) {
        Experiment experiment = SmallModels.experiment(new Linear(), scaling);
        Judge judge = new Judge(experiment);
        Map<Part, Judgement> network =
                judge.judge(backend, SmallModels.repeating(experiment).weights(), Loss.MSE);
        Map<Part, Judgement> naive = judge.judge(new Naive());
        assertEquals(List.of(Part.TRAIN, Part.VALIDATION, Part.TEST), List.copyOf(naive.keySet()));
        for (Part part : Part.values()) {
            Judgement ours = judgement(network, part);
            Judgement theirs = judgement(naive, part);
            assertEquals(theirs.scores().count(), ours.scores().count());
            assertEquals(
                    theirs.scores().mse(),
                    ours.scores().mse(),
                    1e-4 * theirs.scores().mse());
            assertEquals(
                    theirs.scores().mae(),
                    ours.scores().mae(),
                    1e-4 * theirs.scores().mae());
            assertTrue(ours.loss().isPresent());
            assertTrue(theirs.loss().isEmpty());
        }
    }

    private static Judgement judgement(Map<Part, Judgement> judgements, Part part) {
        return Objects.requireNonNull(judgements.get(part));
    }

    @ParameterizedTest
    @EnumSource(ScalingMethod.class)
    void quantilesAreInTheUnitsOfTheFile(ScalingMethod scaling) {
        Experiment experiment = SmallModels.experiment(new Linear(), scaling, new Gaussian());
        ModelFile model = SmallModels.repeating(experiment);
        SeriesSet past = SmallModels.series().before(SmallModels.HORIZON);
        List<Forecast> forecasts = new Forecaster(model, backend).forecast(past, List.of(0.1, 0.5), line -> {});
        Dataset data = Dataset.restore(past, model.data(), line -> {});
        double deviation = Math.log(2) + 1e-3;
        double below = 1.2815515655446004;
        for (int i = 0; i < forecasts.size(); i++) {
            Series series = forecasts.get(i).series();
            double last = series.value(0, series.length() - 1);
            double unit = data.unscaled(i, 0, 1) - data.unscaled(i, 0, 0);
            double[] low = forecasts.get(i).quantiles().getFirst().values().getFirst();
            double[] middle = forecasts.get(i).quantiles().getLast().values().getFirst();
            for (int step = 0; step < SmallModels.HORIZON; step++) {
                assertEquals(last - below * deviation * unit, low[step], 1e-4 * last);
                assertEquals(last, middle[step], 1e-4 * last);
            }
        }
    }

    @Test
    void intervalsAreJudged() {
        Experiment experiment = SmallModels.experiment(new Linear(), ScalingMethod.STANDARD, new Gaussian());
        Judgement judged = judgement(
                new Judge(experiment)
                        .judge(backend, SmallModels.repeating(experiment).weights(), Loss.LIKELIHOOD),
                Part.TEST);
        // The last value again, give or take 0.89 of the training part's deviation, misses none of these waves.
        IntervalScores intervals = judged.intervals().orElseThrow();
        assertEquals(1, intervals.coverage());
        assertTrue(intervals.crps() > 0);
        assertEquals(judged.scores().count(), intervals.count());
        assertTrue(new Judge(experiment)
                .judge(new Naive()).values().stream()
                        .allMatch(naive -> naive.intervals().isEmpty()));
    }

    @Test
    void lossIsInTheUnitsThatTheNetworkSees() {
        Experiment plain = SmallModels.experiment(new Linear(), ScalingMethod.NONE);
        Judgement judged = judgement(
                new Judge(plain).judge(backend, SmallModels.repeating(plain).weights(), Loss.MSE), Part.TEST);
        assertEquals(judged.scores().mse(), judged.loss().orElseThrow(), 1e-4);
        Experiment scaled = SmallModels.experiment(new Linear(), ScalingMethod.STANDARD);
        Judgement smaller = judgement(
                new Judge(scaled).judge(backend, SmallModels.repeating(scaled).weights(), Loss.MSE), Part.TEST);
        assertTrue(smaller.loss().orElseThrow() < judged.loss().orElseThrow() / 10);
    }

    @Test
    void whatIsKnownAheadIsNeeded() {
        ModelFile model = SmallModels.untrained(new Linear(), ScalingMethod.STANDARD);
        InputException refused = assertThrows(
                InputException.class, () -> new Forecaster(model, backend).forecast(SmallModels.series(), line -> {}));
        assertTrue(refused.getMessage().contains("--future"), refused.getMessage());
    }

    @Test
    void iterationReadsItsOwnForecasts() {
        SeriesSet set =
                new SeriesSet("one", SeriesFormat.bare(Schema.ofTarget("value")), List.of(SmallModels.bare(40)));
        Experiment experiment = Experiment.prepare(
                set,
                Optional.empty(),
                new Linear(),
                new Setup(SmallModels.WINDOW, 1, 1, new SplitPlan.ByFraction(0.6, 0.2, true), ScalingMethod.NONE),
                line -> {});
        ModelFile doubling = SmallModels.repeating(experiment);
        doubling.weights().firstEntry().getValue().set(SmallModels.WINDOW - 1L, 2);
        float[][] forecast =
                Iteration.forecast(doubling, backend, new float[][] {{9, 9, 9, 9, 9, 1}, {0, 0, 0, 0, 0, 3}}, 4);
        assertArrayEquals(new float[] {2, 4, 8, 16}, forecast[0]);
        assertArrayEquals(new float[] {6, 12, 24, 48}, forecast[1]);
    }
}
