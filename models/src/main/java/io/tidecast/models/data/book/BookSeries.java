package io.tidecast.models.data.book;

import io.tidecast.core.random.Mt19937;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesFormat;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.time.Timeline;
import io.tidecast.models.data.window.SplitPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The series of the book's chapter on sequences: two sine waves of random frequency and phase, and noise.
 *
 * <p>{@code x = 0.5·sin((t − off1)(10·freq1 + 10)) + 0.2·sin((t − off2)(20·freq2 + 20)) + 0.1·(noise − 0.5)} for
 * {@code t} from 0 to 1, with uniform draws in NumPy's order, cast to float: the values are those that NumPy's legacy
 * generator gives. Source: A. Géron, "Hands-On Machine Learning", chapter 15.
 */
public final class BookSeries {
    /** How many series the chapter draws. */
    public static final int SERIES = 10_000;

    /** The chapter's seed. */
    public static final int SEED = 42;

    /** Input steps of the chapter's windows. */
    public static final int WINDOW = 50;

    private static final int TRAIN = 7_000;
    private static final int VALIDATION = 2_000;

    private BookSeries() {}

    /**
     * Draws series.
     *
     * @param series how many
     * @param steps how long each is, at least 2
     * @param seed of the generator
     * @return values [series][steps]
     */
    public static float[][] draw(int series, int steps, int seed) {
        Mt19937 generator = new Mt19937(seed);
        double[] frequency1 = generator.nextDoubles(series);
        double[] frequency2 = generator.nextDoubles(series);
        double[] offset1 = generator.nextDoubles(series);
        double[] offset2 = generator.nextDoubles(series);
        double[] time = times(steps);
        float[][] values = new float[series][steps];
        for (int i = 0; i < series; i++) {
            double rate1 = frequency1[i] * 10 + 10;
            double rate2 = frequency2[i] * 20 + 20;
            for (int t = 0; t < steps; t++) {
                double slow = 0.5 * StrictMath.sin((time[t] - offset1[i]) * rate1);
                double fast = 0.2 * StrictMath.sin((time[t] - offset2[i]) * rate2);
                values[i][t] = (float) (slow + fast + 0.1 * (generator.nextDouble() - 0.5));
            }
        }
        return values;
    }

    /**
     * Draws the chapter's 10,000 series for a horizon.
     *
     * @param horizon steps after the window of 50: 1 or 10 in the chapter
     * @return series without times
     */
    public static SeriesSet set(int horizon) {
        float[][] values = draw(SERIES, WINDOW + horizon, SEED);
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double[] column = new double[values[i].length];
            for (int t = 0; t < column.length; t++) {
                column[t] = values[i][t];
            }
            series.add(new Series("S" + (i + 1), Timeline.ofRows(), new double[][] {column}, column.length));
        }
        return new SeriesSet("sines", SeriesFormat.bare(Schema.ofTarget(SeriesFormat.VALUE)), series);
    }

    /**
     * Gives the chapter's split: 7,000 series train, 2,000 validate, 1,000 test.
     *
     * @return the plan
     */
    public static SplitPlan split() {
        return new SplitPlan.BySeries(TRAIN, VALIDATION);
    }

    /** What NumPy's linspace(0, 1, steps) gives. */
    private static double[] times(int steps) {
        double step = 1.0 / (steps - 1);
        double[] times = new double[steps];
        for (int t = 0; t < steps; t++) {
            times[t] = t * step;
        }
        times[steps - 1] = 1;
        return times;
    }
}
