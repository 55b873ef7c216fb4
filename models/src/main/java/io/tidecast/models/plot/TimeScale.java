package io.tidecast.models.plot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times, evenly along the axis, in seconds since 1970-01-01T00:00 of whatever clock the data follow.
 *
 * @param low the time at the low end
 * @param high the time at the high end, later
 */
public record TimeScale(double low, double high) implements Scale {
    private static final double FARTHEST = 1e13;
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private enum Unit {
        SECOND(1),
        MINUTE(60),
        HOUR(3600),
        DAY(86_400),
        MONTH(2_629_746),
        YEAR(31_556_952);

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }
    }

    /** So many units from one label to the next. */
    private record Step(int count, Unit unit) {
        private double seconds() {
            return (double) count * unit.seconds;
        }
    }

    private static final List<Step> STEPS = steps();

    /** Checks that calendars reach the times. */
    public TimeScale {
        if (!(Math.abs(low) < FARTHEST && Math.abs(high) < FARTHEST)) {
            throw new IllegalArgumentException("no calendar reaches from " + low + " to " + high + " seconds");
        }
    }

    static TimeScale over(double low, double high) {
        return high > low ? new TimeScale(low, high) : new TimeScale(low - 1, low + 1);
    }

    /** Returns a time as an axis measures it. */
    public static double seconds(LocalDateTime time) {
        Instant instant = time.toInstant(ZoneOffset.UTC);
        return instant.getEpochSecond() + instant.getNano() * 1e-9;
    }

    @Override
    public double position(double value) {
        return (value - low) / (high - low);
    }

    @Override
    public List<Tick> ticks(int about) {
        double wish = (high - low) / Math.max(1, about) * 0.999;
        Step step = STEPS.stream()
                .filter(candidate -> candidate.seconds() >= wish)
                .findFirst()
                .orElse(STEPS.getLast());
        List<Tick> ticks = new ArrayList<>();
        String context = "";
        LocalDateTime first = LocalDateTime.ofEpochSecond((long) Math.floor(low), 0, ZoneOffset.UTC);
        for (LocalDateTime time = floor(first, step); seconds(time) <= high; time = next(time, step)) {
            if (seconds(time) >= low) {
                String around = context(time, step.unit());
                ticks.add(new Tick(seconds(time), label(time, step.unit()), around.equals(context) ? "" : around));
                context = around;
            }
        }
        return ticks;
    }

    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int count : new int[] {1, 2, 5, 10, 15, 30}) {
            steps.add(new Step(count, Unit.SECOND));
        }
        for (int count : new int[] {1, 2, 5, 10, 15, 30}) {
            steps.add(new Step(count, Unit.MINUTE));
        }
        for (int count : new int[] {1, 2, 3, 6, 12}) {
            steps.add(new Step(count, Unit.HOUR));
        }
        for (int count : new int[] {1, 2, 7, 14}) {
            steps.add(new Step(count, Unit.DAY));
        }
        for (int count : new int[] {1, 2, 3, 6}) {
            steps.add(new Step(count, Unit.MONTH));
        }
        for (int power = 1; power <= 100_000; power *= 10) {
            for (int factor : new int[] {1, 2, 5}) {
                steps.add(new Step(factor * power, Unit.YEAR));
            }
        }
        return steps;
    }

    private static LocalDateTime floor(LocalDateTime time, Step step) {
        LocalDate day = time.toLocalDate();
        return switch (step.unit()) {
            case SECOND, MINUTE, HOUR -> {
                long width = (long) step.seconds();
                int second = time.toLocalTime().toSecondOfDay();
                yield day.atTime(LocalTime.ofSecondOfDay(second - second % width));
            }
            case DAY -> {
                long monday = 4; // 1970-01-05
                yield LocalDate.ofEpochDay(
                                day.toEpochDay() - Math.floorMod(day.toEpochDay() - monday, (long) step.count()))
                        .atStartOfDay();
            }
            case MONTH ->
                LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / step.count() * step.count() + 1, 1)
                        .atStartOfDay();
            case YEAR ->
                LocalDate.of(Math.floorDiv(day.getYear(), step.count()) * step.count(), 1, 1)
                        .atStartOfDay();
        };
    }

    private static LocalDateTime next(LocalDateTime time, Step step) {
        return switch (step.unit()) {
            case SECOND, MINUTE, HOUR -> time.plusSeconds((long) step.seconds());
            case DAY -> time.plusDays(step.count());
            case MONTH -> time.plusMonths(step.count());
            case YEAR -> time.plusYears(step.count());
        };
    }

    private static String label(LocalDateTime time, Unit unit) {
        return switch (unit) {
            case SECOND ->
                String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
            case MINUTE, HOUR -> String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute());
            case DAY -> time.getDayOfMonth() + " " + month(time);
            case MONTH -> month(time);
            case YEAR -> Integer.toString(time.getYear());
        };
    }

    private static String context(LocalDateTime time, Unit unit) {
        return switch (unit) {
            case SECOND, MINUTE, HOUR -> time.getDayOfMonth() + " " + month(time) + " " + time.getYear();
            case DAY, MONTH -> Integer.toString(time.getYear());
            case YEAR -> "";
        };
    }

    private static String month(LocalDateTime time) {
        return MONTHS[time.getMonthValue() - 1];
    }
}
