package io.tidecast.models.data.time;

import io.tidecast.core.error.InputException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Locale;

/**
 * The even distance from one time to the next.
 *
 * @param unit what is counted
 * @param count how many of them make one step, greater than 0
 */
public record TimeStep(Unit unit, long count) {
    /** What a step is counted in. */
    public enum Unit {
        /** Plain numbers. */
        STEPS,
        /** Microseconds: any step of fixed length, weeks and days among them. */
        MICROSECONDS,
        /** Calendar months, on the same day of each. */
        MONTHS,
        /** Calendar months, on the last day of each. */
        MONTH_ENDS;

        long distance(long earlier, long later) {
            return switch (this) {
                case STEPS, MICROSECONDS -> later - earlier;
                case MONTHS, MONTH_ENDS -> monthNumber(later) - monthNumber(earlier);
            };
        }

        static long monthNumber(long time) {
            LocalDateTime local = TimeFormat.local(time);
            return (long) local.getYear() * MONTHS_PER_YEAR + local.getMonthValue();
        }
    }

    static final long SECOND = 1_000_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final long WEEK = 7 * DAY;
    private static final int MONTHS_PER_YEAR = 12;

    /** Checks the count. */
    public TimeStep {
        if (count <= 0) {
            throw new InputException("a time step must be greater than 0; found " + count);
        }
    }

    /**
     * One plain step.
     *
     * @return the step from one whole number to the next
     */
    public static TimeStep one() {
        return new TimeStep(Unit.STEPS, 1);
    }

    /**
     * Goes on from a time.
     *
     * @param start a time
     * @param steps how many steps, negative to go back
     * @return the time that many steps later
     */
    public long advance(long start, long steps) {
        return switch (unit) {
            case STEPS, MICROSECONDS -> start + count * steps;
            case MONTHS -> TimeFormat.micros(TimeFormat.local(start).plusMonths(count * steps));
            case MONTH_ENDS -> {
                LocalDateTime later = TimeFormat.local(start).plusMonths(count * steps);
                yield TimeFormat.micros(
                        later.withDayOfMonth(YearMonth.from(later).lengthOfMonth()));
            }
        };
    }

    /**
     * Counts the steps from one time to a later one.
     *
     * @param earlier a time
     * @param later another
     * @return how many whole steps lie between them, or -1 if they are not a whole number of steps apart
     */
    public long between(long earlier, long later) {
        long distance = unit.distance(earlier, later);
        return distance >= 0 && distance % count == 0 && advance(earlier, distance / count) == later
                ? distance / count
                : -1;
    }

    /**
     * Names the distance between two times for a person.
     *
     * @param earlier a time
     * @param later another
     * @return such as {@code 3 days}
     */
    public String describe(long earlier, long later) {
        return unit == Unit.STEPS ? counted(later - earlier, "step") : describeDuration(later - earlier);
    }

    /**
     * Guesses the length of the season from the step: a day of hours, a week of days, a year of weeks or months.
     *
     * @return steps in a season, 1 where none is usual
     */
    public int season() {
        return switch (unit) {
            case STEPS -> 1;
            case MICROSECONDS -> {
                if (count < DAY && DAY % count == 0) {
                    yield (int) Math.min(DAY / count, Integer.MAX_VALUE);
                }
                yield count == DAY ? 7 : count == WEEK ? 52 : 1;
            }
            case MONTHS, MONTH_ENDS -> MONTHS_PER_YEAR % count == 0 ? (int) (MONTHS_PER_YEAR / count) : 1;
        };
    }

    /**
     * Names the step for a person.
     *
     * @return such as {@code 1 hour}, {@code 15 minutes} or {@code 3 months}
     */
    public String describe() {
        return switch (unit) {
            case STEPS -> counted(count, "step");
            case MONTHS, MONTH_ENDS ->
                count % MONTHS_PER_YEAR == 0 ? counted(count / MONTHS_PER_YEAR, "year") : counted(count, "month");
            case MICROSECONDS -> describeDuration(count);
        };
    }

    private static String describeDuration(long micros) {
        if (micros % WEEK == 0) {
            return counted(micros / WEEK, "week");
        }
        if (micros % DAY == 0) {
            return counted(micros / DAY, "day");
        }
        if (micros % HOUR == 0) {
            return counted(micros / HOUR, "hour");
        }
        if (micros % MINUTE == 0) {
            return counted(micros / MINUTE, "minute");
        }
        if (micros % SECOND == 0) {
            return counted(micros / SECOND, "second");
        }
        return String.format(Locale.ROOT, "%.6g seconds", (double) micros / SECOND);
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
