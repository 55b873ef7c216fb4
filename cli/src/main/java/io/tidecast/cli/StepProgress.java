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
    private final String unit;
    private final int steps;
    private final LongSupplier nanoTime;
    private final long begun;
    private long drawn;

    StepProgress(Console console, String label, String unit, int steps) {
        this(console, label, unit, steps, System::nanoTime);
    }

    /** Reads the time from a clock; {@code unit} is what a step is called. */
    StepProgress(Console console, String label, String unit, int steps, LongSupplier nanoTime) {
        this.console = console;
        this.label = label;
        this.unit = unit;
        this.steps = steps;
        this.nanoTime = nanoTime;
        begun = nanoTime.getAsLong();
        drawn = begun;
    }

    /** Tells that a step is done, counted from 1. */
    void done(int step) {
        long now = nanoTime.getAsLong();
        if (console.style().live()) {
            if (now - drawn >= BETWEEN_DRAWINGS) {
                drawn = now;
                console.err().print(Console.ERASE + line(step, now) + '\r');
                console.err().flush();
            }
        } else if (isTenth(step) || now - drawn >= BETWEEN_LINES) {
            drawn = now;
            console.note(line(step, now));
        }
    }

    private String line(int step, long now) {
        double each = (now - begun) * 1e-9 / step;
        return String.format(
                Locale.ROOT,
                "%s: %s %,d/%,d, %s a second, %s left",
                label,
                unit,
                step,
                steps,
                Figures.significant(1 / each, 3),
                Figures.duration(each * (steps - step)));
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
