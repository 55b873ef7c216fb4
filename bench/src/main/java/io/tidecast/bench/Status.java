package io.tidecast.bench;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import java.io.IOException;
import java.io.PrintStream;

/** How a command of the bench ends. */
public enum Status {
    /** It did what it was asked to. */
    DONE(0),
    /** A disagreement with the reference, a full disk. */
    FAILED(1),
    /** What it was given is wrong. */
    WRONG_INPUT(2);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    /** What a command does. */
    @FunctionalInterface
    public interface Command {
        /** Does it. */
        void run() throws IOException;
    }

    /** Runs a command; what goes wrong is said in a line. */
    public static Status of(Command command, PrintStream err) {
        try {
            command.run();
            return DONE;
        } catch (InputException e) {
            err.println("bench: " + e.getMessage());
            return WRONG_INPUT;
        } catch (FailureException | IOException e) {
            err.println("bench: " + e.getMessage());
            return FAILED;
        }
    }

    /** Ends the process: 0 done, 1 failed, 2 wrong input. */
    public void end() {
        System.exit(code);
    }
}
