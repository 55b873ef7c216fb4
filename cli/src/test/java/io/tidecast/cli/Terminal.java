package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one run of the command printed, and how it ended. */
record Terminal(int status, String out, String err) {
    /** Runs the command in this process. */
    static Terminal run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new Console(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        Console.Style.PLAIN),
                args);
        return new Terminal(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Expects the run to have gone well. */
    Terminal done() {
        assertEquals(Status.DONE, status, err);
        return this;
    }

    /** Expects one line on standard error with all of these words, nothing on standard output, and this status. */
    void failed(int expected, String... words) {
        assertEquals("", out);
        assertEquals(expected, status, err);
        List<String> lines = err.lines().toList();
        assertEquals(1, lines.size(), err);
        assertTrue(err.startsWith("tidecast: "), err);
        for (String word : words) {
            assertTrue(err.contains(word), () -> "should contain '" + word + "': " + err);
        }
    }

    /** Expects the result to be one JSON document. */
    JsonView json() {
        return JsonView.read("standard output", out);
    }
}
