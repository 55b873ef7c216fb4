package io.tidecast.core.backend;

import org.jspecify.annotations.Nullable;

/** Whether a backend can run on this machine. */
public sealed interface Availability {
    /**
     * It can.
     *
     * @param device what it would run on, in words
     */
    record Available(String device) implements Availability {}

    /**
     * It cannot.
     *
     * @param reason what is missing
     * @param remedy what a person can do about it
     * @param cause what was thrown, if anything was
     */
    record Unavailable(
            String reason, String remedy, @Nullable Throwable cause) implements Availability {
        /** Makes an unavailability that no exception caused. */
        public Unavailable(String reason, String remedy) {
            this(reason, remedy, null);
        }
    }
}
