package io.tidecast.models.layer;

import java.util.Locale;

/** How a sequence of few steps is brought to the many steps of another that it is told along. */
public enum Upsampling {
    /** Each step is repeated. */
    REPEATED,
    /**
     * A transposed convolution whose weights are learned, of twice as many taps as lie between two of the few steps: each
     * of the many is mixed of the one that it lies in and the one before. It begins as repetition.
     */
    LEARNED;

    /** Returns the name that people choose it by. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }
}
