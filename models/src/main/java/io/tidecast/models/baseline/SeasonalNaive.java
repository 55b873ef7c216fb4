package io.tidecast.models.baseline;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.window.WindowSet;

/**
 * Repeats the last season, which may reach back before the window. Where the series has no value a season ago, repeats
 * the last value.
 *
 * @param season steps in a season, at least 1
 */
public record SeasonalNaive(int season) implements WindowForecaster {
    /** Checks the season. */
    public SeasonalNaive {
        if (season < 1) {
            throw new InputException("season: found " + season + ", expected at least 1 step");
        }
    }

    @Override
    public String name() {
        return "seasonal_naive";
    }

    @Override
    public void forecast(WindowSet windows, int window, double[] forecast) {
        int targets = windows.data().targets();
        for (int target = 0; target < targets; target++) {
            for (int ahead = 0; ahead < windows.shape().horizon(); ahead++) {
                double seasonAgo = windows.past(window, target, season - 1 - ahead % season);
                forecast[ahead * targets + target] =
                        Double.isNaN(seasonAgo) ? windows.past(window, target, 0) : seasonAgo;
            }
        }
    }
}
