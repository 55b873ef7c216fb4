package io.tidecast.core.error;

import java.util.Objects;

/**
 * What the user gave is wrong: a file, a column, an option.
 *
 * <p>The message is one clear line that says where, what was found, what was expected and a remedy. A command that ends
 * with it exits with status 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the fault.
     *
     * @param message one line: where, found, expected, remedy
     */
    public InputException(String message) {
        super(message);
    }

    /**
     * Makes the fault, keeping what revealed it.
     *
     * @param message one line: where, found, expected, remedy
     * @param cause what revealed the fault
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the message, which is always there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
