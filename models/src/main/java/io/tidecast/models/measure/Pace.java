package io.tidecast.models.measure;

/**
 * How long measuring may take.
 *
 * @param warmUpSeconds how long each entry runs at least before anything is timed
 * @param patienceSeconds how long it runs at most until its times are steady
 * @param rounds how often all entries are timed in turn
 * @param sliceSeconds how long an entry runs in a round; once, if that takes longer
 * @param tooSlowSeconds the reference is not timed where a run of it takes longer
 */
public record Pace(
        double warmUpSeconds, double patienceSeconds, int rounds, double sliceSeconds, double tooSlowSeconds) {
    /** For figures to be kept. */
    public static final Pace STEADY = new Pace(1, 8, 7, 0.1, 0.5);

    /** For a first look. */
    public static final Pace QUICK = new Pace(1, 6, 5, 0.06, 0.5);
}
