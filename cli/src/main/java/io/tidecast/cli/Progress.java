package io.tidecast.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Tells on standard error how far a training is: on a terminal one line that is drawn over and over, elsewhere one line
 * for each epoch.
 *
 * <p>The time left is reckoned from the pace since the epoch before this one began, so that a slow start is soon
 * forgotten. A step between two drawings allocates nothing.
 */
final class Progress implements AutoCloseable {
    private static final long BETWEEN_DRAWINGS = 100_000_000;
    private static final int LONGEST_BAR = 12;
    private static final int SHORTEST_BAR = 5;

    private final PrintStream err;
    private final boolean live;
    private final int columns;
    private final LongSupplier nanoTime;
    private final String label;
    private final int epochs;
    private final int stepsPerEpoch;
    private final long begun;

    private long paceTime;
    private long paceSteps;
    private long epochTime;
    private long epochSteps;
    private long drawn;
    private int epochsSeen;
    private double validationLoss = Double.NaN;

    /**
     * Begins the report of a training.
     *
     * @param console where to
     * @param label what is trained
     * @param firstEpoch the first epoch that will be trained, counted from 1; more than 1 on a resumed training
     * @param epochs the last epoch, unless training stops early
     * @param stepsPerEpoch the steps of one epoch
     */
    static Progress on(Console console, String label, int firstEpoch, int epochs, int stepsPerEpoch) {
        return new Progress(
                console.err(), console.style().live(), 80, System::nanoTime, label, firstEpoch, epochs, stepsPerEpoch);
    }

    Progress(
            PrintStream err,
            boolean live,
            int columns,
            LongSupplier nanoTime,
            String label,
            int firstEpoch,
            int epochs,
            int stepsPerEpoch) {
        this.err = err;
        this.live = live;
        this.columns = columns;
        this.nanoTime = nanoTime;
        this.label = label;
        this.epochs = epochs;
        this.stepsPerEpoch = stepsPerEpoch;
        begun = nanoTime.getAsLong();
        paceTime = begun;
        epochTime = begun;
        drawn = begun - BETWEEN_DRAWINGS;
        paceSteps = (firstEpoch - 1L) * stepsPerEpoch;
        epochSteps = paceSteps;
    }

    /**
     * Tells that a step is done.
     *
     * @param epoch the epoch it belongs to, counted from 1
     * @param step the step within the epoch, counted from 1
     * @param loss the mean loss of the epoch so far
     */
    void step(int epoch, int step, double loss) {
        if (live) {
            long now = nanoTime.getAsLong();
            if (now - drawn >= BETWEEN_DRAWINGS) {
                drawn = now;
                draw(epoch, step, loss, now);
            }
        }
    }

    /**
     * Tells that an epoch is done.
     *
     * @param epoch the epoch, counted from 1
     * @param loss its mean loss
     * @param validation the loss on the validation part after it; NaN without such a part
     */
    void epoch(int epoch, double loss, double validation) {
        long now = nanoTime.getAsLong();
        validationLoss = validation;
        epochsSeen++;
        if (live) {
            drawn = now;
            draw(epoch, stepsPerEpoch, loss, now);
        } else {
            err.print(label + ": epoch " + epoch + "/" + epochs + ", " + losses(loss, ", ") + ", "
                    + Figures.duration((now - epochTime) * 1e-9)
                    + (epoch < epochs ? ", " + timeLeft(epoch, stepsPerEpoch, now) : "") + "\n");
            err.flush();
        }
        paceTime = epochTime;
        paceSteps = epochSteps;
        epochTime = now;
        epochSteps = (long) epoch * stepsPerEpoch;
    }

    /** Tells that training is over, by its end or by a fault, and how long it took. */
    @Override
    public void close() {
        double seconds = (nanoTime.getAsLong() - begun) * 1e-9;
        err.print((live ? Console.ERASE : "") + label + ": " + epochsSeen + (epochsSeen == 1 ? " epoch" : " epochs")
                + " in " + Figures.duration(seconds) + "\n");
        err.flush();
    }

    private void draw(int epoch, int step, double loss, long now) {
        String before = label + "  epoch " + epoch + "/" + epochs;
        String after = "  " + losses(loss, "  ") + "  " + timeLeft(epoch, step, now);
        double part = ((epoch - 1.0) * stepsPerEpoch + step) / ((double) epochs * stepsPerEpoch);
        String line = before + bar(part, columns - 1 - before.length() - after.length()) + after;
        int room = line.offsetByCodePoints(0, Math.min(line.codePointCount(0, line.length()), columns - 1));
        err.print(Console.ERASE + line.substring(0, room) + '\r');
        err.flush();
    }

    /** Returns a bar filled in part, as long as the room allows; nothing where that is too short to show anything. */
    private static String bar(double part, int room) {
        int length = Math.min(LONGEST_BAR, room - 4);
        if (length < SHORTEST_BAR) {
            return "";
        }
        int filled = (int) (length * Math.clamp(part, 0, 1));
        return "  [" + "=".repeat(filled) + " ".repeat(length - filled) + "]";
    }

    private String losses(double loss, String separator) {
        return "loss " + Figures.significant(loss, 4)
                + (Double.isNaN(validationLoss)
                        ? ""
                        : separator + "validation " + Figures.significant(validationLoss, 4));
    }

    private String timeLeft(int epoch, int step, long now) {
        long done = (epoch - 1L) * stepsPerEpoch + step;
        long left = (long) epochs * stepsPerEpoch - done;
        double pace = (now - paceTime) * 1e-9 / Math.max(1, done - paceSteps);
        return Figures.duration(left * pace) + " left";
    }
}
