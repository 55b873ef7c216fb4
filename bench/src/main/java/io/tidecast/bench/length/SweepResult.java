package io.tidecast.bench.length;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a sweep over lengths gave.
 *
 * @param rounds how often each length was timed
 * @param rows by what was done, then by length
 */
record SweepResult(Subject.Kind kind, int rounds, List<Row> rows) {
    /** The length from which on peak memory should hardly grow. */
    static final int REFERENCE_LENGTH = 1 << 16;

    /** Copies the list. */
    SweepResult {
        rows = List.copyOf(rows);
    }

    /**
     * One length.
     *
     * @param programBytes what the programs take beside the variables
     * @param wholeBytes what a program would take that computed the window whole
     * @param peakBytes the most that a process held which did this alone, the JVM included, where the system tells
     */
    record Row(
            Subject.Work work,
            int window,
            TimePerStep time,
            long programBytes,
            long wholeBytes,
            OptionalLong peakBytes) {}

    /** Returns the rows of one kind of work, from the shortest to the longest. */
    List<Row> rows(Subject.Work work) {
        return rows.stream().filter(row -> row.work() == work).toList();
    }

    /** Returns the median time of a length as a multiple of the shortest's. */
    double relativeTime(Row row) {
        return row.time().median() / rows(row.work()).getFirst().time().median();
    }

    /** Returns the slowest length's median time as a multiple of the shortest's. */
    double largestRelativeTime(Subject.Work work) {
        return rows(work).stream().mapToDouble(this::relativeTime).max().orElseThrow();
    }

    /** Returns the longest's peak memory as a multiple of that at {@link #REFERENCE_LENGTH}; NaN where it is unknown. */
    double memoryGrowth(Subject.Work work) {
        double atReference = rows(work).stream()
                .filter(row ->
                        row.window() == REFERENCE_LENGTH && row.peakBytes().isPresent())
                .mapToDouble(row -> row.peakBytes().getAsLong())
                .findFirst()
                .orElse(Double.NaN);
        return rows(work).getLast().peakBytes().orElse(0) / atReference;
    }
}
