package io.tidecast.core.error;

import java.util.Objects;

/**
 * Something went wrong inside although the user's input was right: a loss that is not finite, a full disk.
 *
 * <p>The message is one clear line. A command that ends with it exits with status 1.
 */
public class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the fault.
     *
     * @param message one line: what failed, where, and what was kept
     */
    public FailureException(String message) {
        super(message);
    }

    /**
     * Makes the fault, keeping what revealed it.
     *
     * @param message one line: what failed, where, and what was kept
     * @param cause what revealed the fault
     */
    public FailureException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the message, which is always there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
