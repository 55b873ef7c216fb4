package io.tidecast.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import org.junit.jupiter.api.Test;

class HostArraysTest {
    @Test
    void ofFewElementsAreMade() {
        assertEquals(3, HostArrays.make(3, Float.BYTES, float[]::new).length);
    }

    @Test
    void ofTooManyElementsAreRefused() {
        InputException refused =
                assertThrows(InputException.class, () -> HostArrays.make(1L << 31, Float.BYTES, float[]::new));
        assertEquals(
                "memory for 8.0 GiB is asked for in one piece: 2,147,483,648 elements, where 2,147,483,639 are the most; "
                        + "choose a smaller batch, a shorter window or a smaller network",
                refused.getMessage());
    }

    @Test
    void thatFindNoMemorySayWhatTheJvmHas() {
        FailureException failed = assertThrows(
                FailureException.class,
                () -> HostArrays.make(1L << 28, Float.BYTES, length -> {
                    throw new OutOfMemoryError("Java heap space");
                }));
        assertTrue(failed.getMessage().startsWith("there is no room for 1.0 GiB of values: "), failed.getMessage());
    }
}
