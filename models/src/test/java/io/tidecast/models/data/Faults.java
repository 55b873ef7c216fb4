package io.tidecast.models.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidecast.core.error.InputException;
import java.util.Objects;
import org.junit.jupiter.api.function.Executable;

/** What tests say about faults of the user's input. */
public final class Faults {
    private Faults() {}

    /** Returns the line that a person reads when an action meets wrong input. */
    public static String messageOf(Executable action) {
        return Objects.requireNonNull(assertThrows(InputException.class, action).getMessage());
    }
}
