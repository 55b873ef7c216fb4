package io.tidecast.models.data.time;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.file.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * A column's times, read once the whole column is known: which of several ways of writing a date is meant may show only
 * in its last row.
 */
public final class TimeColumn {
    private static final String[] DATES = {
        "uuuu-MM-dd",
        "uuuu/MM/dd",
        "uuuu.MM.dd",
        "uuuuMMdd",
        "uuuu-MM",
        "MM/dd/uuuu",
        "dd/MM/uuuu",
        "dd.MM.uuuu",
        "MM-dd-uuuu",
        "dd-MM-uuuu",
    };
    /** An offset from UTC, in the letters of {@link java.time.format.DateTimeFormatter}. */
    private static final String OFFSET = "XXX";

    private static final long EARLIEST_SECONDS = 100_000_000L;
    private static final long EARLIEST_MILLISECONDS = 100_000_000_000L;
    private static final long LATEST_MILLISECONDS = 100_000_000_000_000L;
    private static final long EARLIEST_COMPACT_DATE = 1700_01_01;
    private static final long LATEST_COMPACT_DATE = 2299_12_31;

    private final TimeFormat format;
    private final long[] times;

    private TimeColumn(TimeFormat format, long[] times) {
        this.format = format;
        this.times = times;
    }

    /**
     * Gives the way in which the column writes its times.
     *
     * @return the format
     */
    public TimeFormat format() {
        return format;
    }

    /**
     * Finds a cell's time.
     *
     * @param cell position in the order of the cells
     * @return its time
     */
    public long at(int cell) {
        return times[cell];
    }

    /**
     * Reads a column.
     *
     * @param cells texts without blanks around them, at least one
     * @param given the format, where it is known already
     * @param place names a cell's place for messages, such as {@code rides.csv:12: column 'day'}
     * @param column names the column for warnings, such as {@code rides.csv: column 'day'}
     * @param warnings takes what had to be guessed
     * @return the times
     * @throws InputException if a cell holds no time, or one written otherwise than the rest
     */
    public static TimeColumn read(
            List<String> cells,
            Optional<TimeFormat> given,
            IntFunction<String> place,
            String column,
            Warnings warnings) {
        if (given.isPresent()) {
            return new TimeColumn(given.get(), parse(cells, given.get(), place));
        }
        if (isWholeNumber(cells.getFirst())) {
            TimeFormat format = ofWholeNumbers(cells);
            return new TimeColumn(format, parse(cells, format, place));
        }
        List<TimeFormat> candidates = candidates(cells, place);
        TimeFormat format = candidates.getFirst();
        if (candidates.size() > 1) {
            List<TimeFormat> even = candidates.stream()
                    .filter(candidate -> isEven(parse(cells, candidate, place)))
                    .toList();
            if (!even.isEmpty()) {
                format = even.getFirst();
            }
            if (even.size() != 1) {
                warnings.add(column + " can be read as " + candidates.get(0).pattern() + " or "
                        + candidates.get(1).pattern() + "; read as " + format.pattern()
                        + " (name the right one with --time-format)");
            }
        }
        return new TimeColumn(format, parse(cells, format, place));
    }

    private static List<TimeFormat> candidates(List<String> cells, IntFunction<String> place) {
        String first = cells.getFirst();
        List<TimeFormat> candidates = new ArrayList<>();
        for (String date : DATES) {
            TimeFormat candidate = TimeFormat.detected(asWidelyAs(first, date), clockOf(first));
            if (candidate.parse(first).isPresent()) {
                candidates.add(candidate);
            }
        }
        if (candidates.isEmpty()) {
            throw new InputException(place.apply(0) + ": found '" + Excerpt.of(first)
                    + "', expected a time such as 2019-01-31, 2019-01-31 14:00, 01/31/2019 or a whole number;"
                    + " name its pattern with --time-format, such as 'dd MMM yyyy'");
        }
        for (int i = 1; i < cells.size() && candidates.size() > 1; i++) {
            String cell = cells.get(i);
            List<TimeFormat> fitting = candidates.stream()
                    .filter(candidate -> candidate.parse(cell).isPresent())
                    .toList();
            if (fitting.isEmpty()) {
                throw unlikeTheRest(place.apply(i), cell, candidates.getFirst());
            }
            candidates = fitting;
        }
        return candidates;
    }

    private static long[] parse(List<String> cells, TimeFormat format, IntFunction<String> place) {
        long[] times = new long[cells.size()];
        for (int i = 0; i < times.length; i++) {
            OptionalLong time = format.parse(cells.get(i));
            if (time.isEmpty()) {
                throw unlikeTheRest(place.apply(i), cells.get(i), format);
            }
            times[i] = time.getAsLong();
        }
        return times;
    }

    private static InputException unlikeTheRest(String place, String cell, TimeFormat format) {
        return new InputException(place + ": found '" + Excerpt.of(cell) + "', expected a time written as "
                + format.pattern() + "; correct the cell, or name the pattern with --time-format");
    }

    private static boolean isEven(long[] times) {
        long[] distinct = Arrays.stream(times).sorted().distinct().toArray();
        return StepInference.of(distinct, true).isEven();
    }

    private static TimeFormat ofWholeNumbers(List<String> cells) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        TimeFormat compactDate = TimeFormat.detected("uuuuMMdd", "");
        boolean allDates = true;
        for (String cell : cells) {
            OptionalLong number = TimeFormat.steps().parse(cell);
            if (number.isEmpty()) {
                break;
            }
            least = Math.min(least, number.getAsLong());
            greatest = Math.max(greatest, number.getAsLong());
            allDates = allDates && compactDate.parse(cell).isPresent();
        }
        if (allDates && least >= EARLIEST_COMPACT_DATE && greatest <= LATEST_COMPACT_DATE) {
            return compactDate;
        }
        if (least >= EARLIEST_MILLISECONDS && greatest < LATEST_MILLISECONDS) {
            return TimeFormat.plain(TimeFormat.Kind.MILLISECONDS);
        }
        if (least >= EARLIEST_SECONDS && greatest < EARLIEST_MILLISECONDS) {
            return TimeFormat.plain(TimeFormat.Kind.SECONDS);
        }
        return TimeFormat.steps();
    }

    private static boolean isWholeNumber(String cell) {
        return TimeFormat.steps().parse(cell).isPresent();
    }

    private static String asWidelyAs(String cell, String date) {
        int end = dateEnd(cell);
        return end == date.length() ? date : date.replace("MM", "M").replace("dd", "d");
    }

    private static String clockOf(String cell) {
        int start = dateEnd(cell);
        if (start == cell.length()) {
            return "";
        }
        StringBuilder clock = new StringBuilder(cell.charAt(start) == 'T' ? "'T'" : " ");
        String rest = cell.substring(start + 1);
        boolean seconds = rest.indexOf(':') != rest.lastIndexOf(':') && rest.matches("\\d+:\\d+:.*");
        clock.append(seconds ? "HH:mm:ss" : "HH:mm");
        if (rest.indexOf('.') >= 0) {
            int digits = (int) rest.substring(rest.indexOf('.') + 1)
                    .chars()
                    .takeWhile(Character::isDigit)
                    .count();
            clock.append('.').append("S".repeat(Math.clamp(digits, 1, 9)));
        }
        if (rest.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")) {
            clock.append(OFFSET);
        }
        return clock.toString();
    }

    private static int dateEnd(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (cell.charAt(i) == ' ' || cell.charAt(i) == 'T') {
                return i;
            }
        }
        return cell.length();
    }
}
