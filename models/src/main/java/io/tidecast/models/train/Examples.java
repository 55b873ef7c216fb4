package io.tidecast.models.train;

/** Windows of series that a network learns from or is judged by; the same index always means the same window. */
public interface Examples {
    /** Returns how many windows there are. */
    int count();

    /**
     * Returns the windows that an epoch of training sees: these, or others where they are drawn anew for each epoch, which
     * then depend on the seed and the epoch alone.
     *
     * @param epoch counted from 1
     */
    default Examples inEpoch(long seed, int epoch) {
        return this;
    }

    /** Returns how many channels go in. */
    int inputs();

    /** Returns how many steps go in. */
    int window();

    /** Returns how many channels are to come out: steps ahead times targets. */
    int outputs();

    /**
     * Fills a batch in {@code [channels, time, batch]} order. Columns beyond {@code count} get weight 0 and finite
     * values. Allocates nothing.
     *
     * @param order indices of windows
     * @param from where in {@code order} the batch begins
     * @param count how many windows it takes, at most the batch's size
     */
    void fill(int[] order, int from, int count, Batch batch);
}
