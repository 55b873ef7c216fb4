package io.tidecast.models.file;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import org.junit.jupiter.api.function.Executable;

/** The messages of expected faults. */
final class Faults {
    private Faults() {}

    static String ofInput(Executable action) {
        return String.valueOf(assertThrows(InputException.class, action).getMessage());
    }

    static String inside(Executable action) {
        return String.valueOf(assertThrows(FailureException.class, action).getMessage());
    }
}
