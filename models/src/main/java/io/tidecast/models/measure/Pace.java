package io.tidecast.models.measure;

/**
 * How long measuring may take.
 *
 * @param warmUpSeconds how long each entry runs at least before anything is timed
 * @param patienceSeconds how long it runs at most until its times are steady
 * @param rounds how often all entries are timed in turn
 * @param sliceSeconds how long an entry runs in a round; once, if that takes longer
 * @param tooSlowSeconds an entry whose single run takes longer is not timed
 */
public record Pace(
        double warmUpSeconds, double patienceSeconds, int rounds, double sliceSeconds, double tooSlowSeconds) {
    /** For figures to be kept. */
    public static final Pace STEADY = new Pace(1.5, 8, 11, 0.12, 4);

    /** For a first look. */
    public static final Pace QUICK = new Pace(0.5, 3, 5, 0.06, 2);
}
