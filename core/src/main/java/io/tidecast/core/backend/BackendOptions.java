package io.tidecast.core.backend;

import io.tidecast.core.error.InputException;

/**
 * What a person can choose when a backend opens.
 *
 * @param threads how many threads may compute, at least 1; the results do not depend on it
 * @param precision how exactly products are computed
 */
public record BackendOptions(int threads, Precision precision) {
    /** Checks the range. */
    public BackendOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads should be at least 1, found " + threads);
        }
    }

    /** Makes options for products in single precision. */
    public BackendOptions(int threads) {
        this(threads, Precision.F32);
    }

    /** Returns options for as many threads as the machine has processors, and for products in single precision. */
    public static BackendOptions defaults() {
        return new BackendOptions(Runtime.getRuntime().availableProcessors());
    }

    /** Returns these options with another precision. */
    public BackendOptions with(Precision other) {
        return new BackendOptions(threads, other);
    }

    /**
     * Returns these options, for a backend that has one precision.
     *
     * @param backend its name
     * @throws InputException if another than {@link Precision#F32} was chosen
     */
    public BackendOptions inF32(String backend) {
        if (precision != Precision.F32) {
            throw new InputException("backend " + backend + " has no precision " + precision.label()
                    + ", which is for GPUs with tensor cores; expected " + Precision.F32.label()
                    + ", as it is where no precision is named");
        }
        return this;
    }
}
