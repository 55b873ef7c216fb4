package io.tidecast.models.measure;

/** A task that somebody is ready to compute. For one thread. */
public interface Entry extends AutoCloseable {
    /** Computes once from what was given, and tells what came; called once, before any {@link #run}. */
    Outcome first();

    /** Computes once more. */
    void run();

    @Override
    void close();
}
