package io.tidecast.models.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.models.data.Faults;
import io.tidecast.models.data.book.BookSeries;
import io.tidecast.models.data.series.Column;
import io.tidecast.models.data.series.Role;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesFormat;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.time.Timeline;
import io.tidecast.models.data.window.Dataset;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.data.window.SplitPlan;
import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.data.window.WindowShape;
import io.tidecast.models.metric.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class BaselineTest {
    @Test
    void theBooksBaselinesComeOut() {
        assertBook(1, 0.020211367, 1e-8, 0.00293);
        assertBook(10, 0.25697407, 1e-7, 0.01549);
    }

    @Test
    void theNaiveForecastRepeatsTheLastValueOfEachTarget() {
        WindowSet windows = windows(new double[][] {{1, 2, 3, 4, 5, 6}, {10, 20, 30, 40, 50, 60}}, 3, 2);
        double[] forecast = new double[4];
        new Naive().forecast(windows, 1, forecast);
        assertArrayEquals(new double[] {4, 40, 4, 40}, forecast);
        Scores scores = Evaluation.of(new Naive(), windows, 1);
        assertEquals(8, scores.count());
        assertEquals((1 + 4 + 100 + 400) / 4.0, scores.mse(), 1e-9);
        assertEquals((1 + 2 + 10 + 20) / 4.0, scores.mae(), 1e-9);
        assertTrue(scores.mase().isEmpty());
    }

    @Test
    void theSeasonalNaiveForecastReachesBackBeforeTheWindow() {
        WindowSet windows = windows(new double[][] {{1, 2, 3, 4, 5, 6, 7, 8, 9}}, 2, 5);
        double[] forecast = new double[5];
        new SeasonalNaive(3).forecast(windows, 2, forecast);
        assertArrayEquals(new double[] {2, 3, 4, 2, 3}, forecast);
        new SeasonalNaive(4).forecast(windows, 1, forecast);
        assertArrayEquals(new double[] {3, 1, 2, 3, 3}, forecast);
        assertEquals("season: found 0, expected at least 1 step", Faults.messageOf(() -> new SeasonalNaive(0)));
    }

    @Test
    void leastSquaresFindsAnAffineRuleExactly() {
        double[] bus = noise(1, 200);
        double[] flag = new double[200];
        double[] rail = noise(2, 200);
        for (int t = 0; t < 200; t++) {
            flag[t] = t % 7 == 0 ? 1 : 0;
            if (t > 1) {
                rail[t] = 1000 + 0.5 * rail[t - 1] - 0.25 * rail[t - 2] + 2 * bus[t - 1] + 30 * flag[t];
            }
        }
        Schema schema = new Schema(List.of(
                Column.number("rail", Role.TARGET),
                Column.number("bus", Role.INPUT),
                Column.category("flag", Role.KNOWN, List.of("no", "yes"))));
        SeriesSet set = new SeriesSet("test", SeriesFormat.bare(schema), List.of(series(rail, bus, flag)));
        for (ScalingMethod method : ScalingMethod.values()) {
            Dataset data = Dataset.fit(
                    set,
                    new SplitPlan.ByFraction(0.8, 0.2, true),
                    method,
                    WindowShape.lastStep(3, 1),
                    BaselineTest::refuse);
            LeastSquares fitted = LeastSquares.fit(data.windows(Part.TRAIN)).orElseThrow();
            assertEquals(3 + 3 + 1 + 1, fitted.parameters());
            assertEquals(
                    0, Evaluation.of(fitted, data.windows(Part.VALIDATION), 1).mae(), 2e-3, method.label());
        }
    }

    @Test
    void leastSquaresNeedsMoreWindowsThanUnknowns() {
        double[][] values = {noise(3, 12)};
        assertTrue(LeastSquares.fit(windows(values, 5, 1)).isPresent());
        assertTrue(LeastSquares.fit(windows(values, 6, 1)).isEmpty());
    }

    @Test
    void dependentUnknownsHaveTheShortestSolution() {
        DMatrixRMaj gram = new DMatrixRMaj(new double[][] {{2, 2, 0}, {2, 2, 0}, {0, 0, 5}});
        DMatrixRMaj moments = new DMatrixRMaj(new double[][] {{4}, {4}, {15}});
        DMatrixRMaj weights = NormalEquations.solve(gram, moments);
        assertArrayEquals(new double[] {1, 1, 3}, weights.getData(), 1e-12);
    }

    @Test
    void momentsAreThoseOfCentredRows() {
        Moments moments = new Moments(2, 1);
        double[][] rows = {{1e6, 1, 5}, {1e6 + 2, 2, 7}, {1e6 + 4, 0, 9}, {1e6, 3, 1}, {1e6 + 4, 9, 3}};
        Arrays.stream(rows).forEach(moments::add);
        moments.finish();
        assertEquals(1e6 + 2, moments.mean(0), 1e-9);
        assertEquals(5, moments.mean(2), 1e-12);
        assertArrayEquals(new double[] {16, 10, 10, 50}, moments.gram().getData(), 1e-9);
        assertArrayEquals(new double[] {12, -26}, moments.products().getData(), 1e-9);
    }

    private static void assertBook(int horizon, double naive, double tolerance, double leastSquares) {
        Dataset data = Dataset.fit(
                BookSeries.set(horizon),
                BookSeries.split(),
                ScalingMethod.NONE,
                WindowShape.lastStep(BookSeries.WINDOW, horizon),
                BaselineTest::refuse);
        WindowSet validation = data.windows(Part.VALIDATION);
        assertEquals(2_000, validation.size());
        assertEquals(naive, Evaluation.of(new Naive(), validation, 1).mse(), tolerance);
        LeastSquares fitted = LeastSquares.fit(data.windows(Part.TRAIN)).orElseThrow();
        assertEquals(51 * horizon, fitted.parameters());
        assertEquals(leastSquares, Evaluation.of(fitted, validation, 1).mse(), 5e-6);
    }

    private static WindowSet windows(double[][] targets, int window, int horizon) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            columns.add(Column.number("target" + i, Role.TARGET));
        }
        SeriesSet set = new SeriesSet("test", SeriesFormat.bare(new Schema(columns)), List.of(series(targets)));
        return Dataset.fit(
                        set,
                        new SplitPlan.HoldOut(0, 0),
                        ScalingMethod.NONE,
                        WindowShape.lastStep(window, horizon),
                        BaselineTest::refuse)
                .windows(Part.TRAIN);
    }

    private static Series series(double[]... columns) {
        return new Series("", Timeline.ofRows(), columns, columns[0].length);
    }

    private static double[] noise(long seed, int length) {
        SplittableGenerator generator = new SplittableGenerator(seed);
        double[] values = new double[length];
        Arrays.setAll(values, i -> 100 * generator.nextGaussian());
        return values;
    }

    private static void refuse(String warning) {
        fail(warning);
    }
}
