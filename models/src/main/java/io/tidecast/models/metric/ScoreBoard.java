package io.tidecast.models.metric;

import java.util.OptionalDouble;

/** Gathers forecasts beside what happened. */
public final class ScoreBoard {
    private long count;
    private double squares;
    private double absolute;
    private double percentages;
    private double scaled;
    private boolean everyScaleIsKnown = true;

    /**
     * Adds one value; a missing one (NaN) is passed over.
     *
     * @param forecast what was forecast
     * @param actual what happened, in the same units
     * @param seasonalScale the seasonal naive forecast's mean absolute error within the series' past, as
     *     {@link SeasonalScale} finds it; NaN where it is unknown
     */
    public void add(double forecast, double actual, double seasonalScale) {
        if (Double.isNaN(actual)) {
            return;
        }
        double error = Math.abs(forecast - actual);
        double size = Math.abs(actual) + Math.abs(forecast);
        count++;
        squares += error * error;
        absolute += error;
        percentages += size == 0 ? 0 : 200 * error / size;
        if (seasonalScale > 0) {
            scaled += error / seasonalScale;
        } else {
            everyScaleIsKnown = false;
        }
    }

    /**
     * Gives the means so far.
     *
     * @return the scores; all 0 where nothing was added
     */
    public Scores scores() {
        if (count == 0) {
            return new Scores(0, 0, 0, 0, OptionalDouble.empty());
        }
        return new Scores(
                count,
                squares / count,
                absolute / count,
                percentages / count,
                everyScaleIsKnown ? OptionalDouble.of(scaled / count) : OptionalDouble.empty());
    }
}
