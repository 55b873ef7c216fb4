package io.tidecast.models.train;

import io.tidecast.core.error.FailureException;

/** Training came to a loss, or a gradient, that is not a finite number; going on from any state before comes there again. */
public final class NotFiniteException extends FailureException {
    private static final long serialVersionUID = 1L;

    NotFiniteException(String message) {
        super(message);
    }
}
