package io.tidecast.models.metric;

import io.tidecast.models.data.series.Series;

/** What MASE divides by: the mean absolute error of the seasonal naive forecast within a series' past. */
public final class SeasonalScale {
    private SeasonalScale() {}

    /**
     * Finds the scale.
     *
     * @param series the series
     * @param column position of the target in the schema
     * @param from first row of the past
     * @param until first row after it
     * @param season steps in a season, at least 1
     * @return the mean of |x[t] − x[t − season]|, or NaN where there is no such pair
     */
    public static double of(Series series, int column, int from, int until, int season) {
        double sum = 0;
        long pairs = 0;
        for (int row = from + season; row < until; row++) {
            double change = Math.abs(series.value(column, row) - series.value(column, row - season));
            if (!Double.isNaN(change)) {
                sum += change;
                pairs++;
            }
        }
        return pairs == 0 ? Double.NaN : sum / pairs;
    }
}
