package io.tidecast.models.metric;

import java.util.function.DoubleUnaryOperator;

/** Gathers told distributions beside what happened. */
public final class IntervalBoard {
    private static final int LEVELS = 10;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private long count;
    private long within;
    private double pinball;

    /**
     * Adds one value; a missing one (NaN) is passed over.
     *
     * @param quantile tells the quantile of a level
     * @param actual what happened, in the same units
     */
    public void add(DoubleUnaryOperator quantile, double actual) {
        if (Double.isNaN(actual)) {
            return;
        }
        count++;
        if (quantile.applyAsDouble(LOW) <= actual && actual <= quantile.applyAsDouble(HIGH)) {
            within++;
        }
        for (int i = 0; i < LEVELS; i++) {
            double level = (i + 0.5) / LEVELS;
            double distance = actual - quantile.applyAsDouble(level);
            pinball += Math.max(level * distance, (level - 1) * distance) / LEVELS;
        }
    }

    /** Gives the means so far; all 0 where nothing was added. */
    public IntervalScores scores() {
        return count == 0
                ? new IntervalScores(0, 0, 0)
                : new IntervalScores(count, (double) within / count, 2 * pinball / count);
    }
}
