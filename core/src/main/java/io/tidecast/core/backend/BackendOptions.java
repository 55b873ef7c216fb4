package io.tidecast.core.backend;

/**
 * What a person can choose when a backend opens.
 *
 * @param threads how many threads may compute, at least 1; the results do not depend on it
 */
public record BackendOptions(int threads) {
    /** Checks the range. */
    public BackendOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads should be at least 1, found " + threads);
        }
    }

    /** Returns options for as many threads as the machine has processors. */
    public static BackendOptions defaults() {
        return new BackendOptions(Runtime.getRuntime().availableProcessors());
    }
}
