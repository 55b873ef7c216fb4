package io.tidecast.core.error;

import java.util.Objects;

/** An operation was put together wrongly: the message gives the operation, the reason, the shapes, the scope and the place. */
public final class GraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception whose message stands on its own. */
    public GraphException(String message) {
        super(message);
    }

    /** Returns the message, which is always there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
