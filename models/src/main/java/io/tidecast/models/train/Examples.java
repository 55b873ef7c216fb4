package io.tidecast.models.train;

/** Windows of series that a network learns from or is judged by; the same index always means the same window. */
public interface Examples {
    /** Returns how many windows there are. */
    int count();

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
