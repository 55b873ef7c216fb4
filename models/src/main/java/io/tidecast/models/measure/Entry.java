package io.tidecast.models.measure;

/** A task that somebody is ready to compute. For one thread. */
public interface Entry extends AutoCloseable {
    /** Computes once from what was given, and tells what came; called once, before any {@link #run}. */
    Outcome first();

    /** Computes once more; what it was may still be computed on a device when this returns, see {@link #finish}. */
    void run();

    /** Waits until all that {@link #run} began is done. */
    default void finish() {}

    @Override
    void close();
}
