package io.tidecast.models.measure;

import java.util.Arrays;

/** How long a run took in each round, in seconds: the mean over the round's slice. */
public final class Times {
    private final double[] seconds;

    Times(double... seconds) {
        this.seconds = seconds.clone();
    }

    /** Returns how many rounds there were. */
    public int rounds() {
        return seconds.length;
    }

    /** Returns the middle of the rounds' seconds, the mean of the two middle ones where their number is even. */
    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns the fastest round's seconds. */
    public double least() {
        return sorted()[0];
    }

    /** Returns the slowest round's seconds. */
    public double most() {
        return sorted()[seconds.length - 1];
    }

    private double[] sorted() {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
