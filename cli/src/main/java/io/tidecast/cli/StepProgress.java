package io.tidecast.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells on standard error how many of a known number of steps are done: on a terminal one line that is drawn over and
 * over, elsewhere a line for each tenth, and where that takes long every ten seconds.
 */
final class StepProgress implements AutoCloseable {
    private static final long BETWEEN_DRAWINGS = 100_000_000;
    private static final long BETWEEN_LINES = 10_000_000_000L;
    private static final int LINES = 10;

    private final Console console;
    private final String label;
    private final int steps;
    private final LongSupplier nanoTime;
    private final long begun;
    private long drawn;

    StepProgress(Console console, String label, int steps) {
        this(console, label, steps, System::nanoTime);
    }

    StepProgress(Console console, String label, int steps, LongSupplier nanoTime) {
        this.console = console;
        this.label = label;
        this.steps = steps;
        this.nanoTime = nanoTime;
        begun = nanoTime.getAsLong();
        drawn = begun;
    }

    /** Tells that a step is done, counted from 1. */
    void done(int step) {
        long now = nanoTime.getAsLong();
        double left = (now - begun) * 1e-9 / step * (steps - step);
        String line = String.format(Locale.ROOT, "%s: step %d/%d, %s left", label, step, steps, Figures.duration(left));
        if (console.style().live()) {
            if (now - drawn >= BETWEEN_DRAWINGS) {
                drawn = now;
                console.err().print(Console.ERASE + line + '\r');
                console.err().flush();
            }
        } else if (isTenth(step) || now - drawn >= BETWEEN_LINES) {
            drawn = now;
            console.note(line);
        }
    }

    private boolean isTenth(int step) {
        return (long) step * LINES / steps > (step - 1L) * LINES / steps;
    }

    /** Clears the line that was drawn over. */
    @Override
    public void close() {
        if (console.style().live()) {
            console.err().print(Console.ERASE);
            console.err().flush();
        }
    }
}
