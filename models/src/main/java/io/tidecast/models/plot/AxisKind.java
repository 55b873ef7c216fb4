package io.tidecast.models.plot;

/** What an axis measures, and so how values lie along it and how they are labelled. */
public enum AxisKind {
    /** Numbers, evenly. */
    NUMBERS,
    /** Whole numbers such as steps, evenly. */
    WHOLE_NUMBERS,
    /** Positive numbers, each ratio of the same length. */
    RATIOS,
    /** Times, given as seconds since 1970-01-01T00:00, see {@link TimeScale#seconds}. */
    TIMES;

    /** Returns an axis over the values from low to high, or a little more when they are one. */
    Scale over(double low, double high) {
        return switch (this) {
            case NUMBERS -> NumberScale.over(low, high, 0);
            case WHOLE_NUMBERS -> NumberScale.over(low, high, 1);
            case RATIOS -> LogScale.over(low, high);
            case TIMES -> TimeScale.over(low, high);
        };
    }
}
