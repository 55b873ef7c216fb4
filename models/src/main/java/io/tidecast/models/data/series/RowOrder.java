package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.time.StepInference;
import io.tidecast.models.data.time.TimeColumn;
import io.tidecast.models.data.time.TimeStep;
import io.tidecast.models.data.time.Timeline;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts the rows of each series in order of time: sorts them, drops exact duplicates, refuses conflicting ones and
 * uneven steps, and, where it is wished, repeats rows over gaps. It counts what it mended.
 */
final class RowOrder {
    /** The rows of one series in order. */
    static final class Ordered {
        private final int[] rows;
        private final Timeline timeline;

        Ordered(int[] rows, Timeline timeline) {
            this.rows = rows;
            this.timeline = timeline;
        }

        /** Their numbers in the file; a row that was repeated over a gap stands there more than once. */
        int[] rows() {
            return rows;
        }

        Timeline timeline() {
            return timeline;
        }
    }

    private final RawRows raw;
    private final TimeColumn times;
    private final boolean fill;
    private int unsortedSeries;
    private int duplicates;
    private int repeated;

    RowOrder(RawRows raw, TimeColumn times, boolean fill) {
        this.raw = raw;
        this.times = times;
        this.fill = fill;
    }

    /**
     * Orders one series.
     *
     * @param name the series' name, empty where there is only one
     * @param fileRows its rows in the file's order
     * @param usual the step of the series before it, to which this one is held
     */
    Ordered order(String name, List<Integer> fileRows, Optional<TimeStep> usual) {
        int[] rows = withoutDuplicates(name, sorted(fileRows));
        long[] instants = Arrays.stream(rows).mapToLong(times::at).toArray();
        StepInference inference = StepInference.of(instants, times.format().isCalendar());
        TimeStep step = rows.length == 1 && usual.isPresent() ? usual.get() : inference.step();
        if (!inference.isEven()) {
            rows = filled(name, rows, instants, inference);
        }
        if (usual.isPresent() && !usual.get().equals(step)) {
            throw new InputException(raw.file().name() + ": series '" + name + "' has a step of " + step.describe()
                    + ", the series before it " + usual.get().describe()
                    + "; expected one step in all of them; train a model for each");
        }
        return new Ordered(rows, new Timeline(times.format(), step, instants[0]));
    }

    /** Says what was mended. */
    void finish(Warnings warnings) {
        String file = raw.file().name();
        if (unsortedSeries > 0) {
            warnings.add(file + ": the rows are not in order of time"
                    + (raw.rowsOfSeries().size() > 1 ? " in " + unsortedSeries + " series" : "") + "; sorted");
        }
        if (duplicates > 0) {
            warnings.add(
                    file + ": " + duplicates + " exact duplicate " + (duplicates == 1 ? "row" : "rows") + " dropped");
        }
        if (repeated > 0) {
            warnings.add(file + ": " + repeated + " missing rows filled with the rows before them");
        }
    }

    private int[] sorted(List<Integer> fileRows) {
        int[] rows = fileRows.stream().mapToInt(Integer::intValue).toArray();
        for (int i = 1; i < rows.length; i++) {
            if (times.at(rows[i]) < times.at(rows[i - 1])) {
                unsortedSeries++;
                return fileRows.stream()
                        .sorted(Comparator.comparingLong(times::at))
                        .mapToInt(Integer::intValue)
                        .toArray();
            }
        }
        return rows;
    }

    private int[] withoutDuplicates(String name, int[] rows) {
        int kept = 1;
        for (int i = 1; i < rows.length; i++) {
            int previous = rows[kept - 1];
            if (times.at(rows[i]) != times.at(previous)) {
                rows[kept++] = rows[i];
            } else if (areEqual(previous, rows[i])) {
                duplicates++;
            } else {
                throw new InputException(raw.file().name() + ":" + raw.line(rows[i]) + ": a second, different row for "
                        + raw.timeCell(rows[i]) + ofSeries(name) + ", which stands on line " + raw.line(previous)
                        + "; keep one of them"
                        + (name.isEmpty() ? ", or name the column that tells series apart with --series" : ""));
            }
        }
        return Arrays.copyOf(rows, kept);
    }

    private boolean areEqual(int left, int right) {
        for (int c = 0; c < raw.columns().size(); c++) {
            if (Double.compare(raw.values(c)[left], raw.values(c)[right]) != 0) {
                return false;
            }
        }
        return true;
    }

    private int[] filled(String name, int[] rows, long[] instants, StepInference inference) {
        TimeStep step = inference.step();
        int gap = inference.firstGap();
        if (!fill) {
            throw uneven(
                    name,
                    rows,
                    instants,
                    step,
                    gap,
                    "add the missing rows, pass --fill to repeat the rows before"
                            + " them, or leave out --time to take rows as even steps");
        }
        long length = 1;
        for (int i = 1; i < rows.length; i++) {
            long steps = step.between(instants[i - 1], instants[i]);
            if (steps < 0) {
                throw uneven(
                        name,
                        rows,
                        instants,
                        step,
                        i,
                        "correct the time, which is not a whole number of steps"
                                + " away, or leave out --time to take rows as even steps");
            }
            length += steps;
            if (length > 2L * rows.length) {
                throw uneven(
                        name,
                        rows,
                        instants,
                        step,
                        i,
                        "correct the time: more rows would have to be filled" + " than there are");
            }
        }
        int[] even = new int[(int) length];
        int at = 0;
        for (int i = 0; i < rows.length; i++) {
            int copies = i + 1 < rows.length ? (int) step.between(instants[i], instants[i + 1]) : 1;
            Arrays.fill(even, at, at + copies, rows[i]);
            at += copies;
        }
        repeated += even.length - rows.length;
        return even;
    }

    private InputException uneven(String name, int[] rows, long[] instants, TimeStep step, int at, String remedy) {
        return new InputException(
                raw.file().name() + ":" + raw.line(rows[at]) + ": uneven steps" + ofSeries(name) + ": "
                        + raw.timeCell(rows[at]) + " follows " + raw.timeCell(rows[at - 1]) + " (line "
                        + raw.line(rows[at - 1]) + ") by " + step.describe(instants[at - 1], instants[at])
                        + ", the usual step is " + step.describe() + "; " + remedy);
    }

    private static String ofSeries(String name) {
        return name.isEmpty() ? "" : " in series '" + name + "'";
    }
}
