package io.tidecast.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Status status(Status.Command command) {
        return Status.of(command, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void whatGoesWrongIsALine() {
        assertEquals(Status.DONE, status(() -> {}));
        assertEquals(Status.WRONG_INPUT, status(() -> {
            throw new InputException("no such row");
        }));
        assertEquals(Status.FAILED, status(() -> {
            throw new FailureException("they disagree");
        }));
        assertEquals(Status.FAILED, status(() -> {
            throw new IOException("disk full");
        }));
        assertEquals(
                "bench: no such row\nbench: they disagree\nbench: disk full\n",
                err.toString(StandardCharsets.UTF_8).replace("\r", ""));
    }
}
