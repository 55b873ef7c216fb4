package io.tidecast.models.forecast;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.series.SeriesTraits;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.data.window.SplitPlan;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.Regression;

/**
 * What is asked of a model, whatever its architecture.
 *
 * @param window steps that it reads
 * @param horizon steps that it forecasts
 * @param season steps in a season, for the seasonal naive forecast and MASE; 1 where there is none
 * @param split which rows train, validate and test
 * @param scaling how columns are scaled
 * @param head what it tells of each target
 * @param traits what it is told of each series
 */
public record Setup(
        int window, int horizon, int season, SplitPlan split, ScalingMethod scaling, Head head, SeriesTraits traits) {
    /** The longest window, horizon and season that are accepted, in steps. */
    public static final int LONGEST = 1 << 24;

    /**
     * Checks the ranges.
     *
     * @throws InputException if one is left
     */
    public Setup {
        check("window", window);
        check("horizon", horizon);
        check("season", season);
    }

    /** What is asked of a model that tells a number of each target, and is told nothing of its series. */
    public Setup(int window, int horizon, int season, SplitPlan split, ScalingMethod scaling) {
        this(window, horizon, season, split, scaling, new Regression(), SeriesTraits.NONE);
    }

    /** Returns the same, but for what is told of each target. */
    public Setup telling(Head other) {
        return new Setup(window, horizon, season, split, scaling, other, traits);
    }

    /** Returns the same, but for what is told of each series. */
    public Setup knowing(SeriesTraits others) {
        return new Setup(window, horizon, season, split, scaling, head, others);
    }

    private static void check(String what, int steps) {
        if (steps < 1 || steps > LONGEST) {
            throw new InputException(what + ": found " + steps + " steps, expected 1 to " + LONGEST);
        }
    }
}
