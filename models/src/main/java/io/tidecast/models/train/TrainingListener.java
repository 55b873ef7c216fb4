package io.tidecast.models.train;

/** Follows a training and may end it. */
public interface TrainingListener {
    /** A listener that does nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /**
     * A step is done. Called often; returns at once.
     *
     * @param epoch counted from 1
     * @param step within the epoch, counted from 1
     * @param steps in the epoch
     * @param loss the running mean over the epoch
     * @return whether to go on; otherwise training ends with the state after the last whole epoch
     */
    default boolean stepDone(int epoch, int step, int steps, double loss) {
        return true;
    }

    /**
     * An epoch is done.
     *
     * @param state all that is needed to go on from here
     */
    default void epochDone(TrainingState state) {}
}
