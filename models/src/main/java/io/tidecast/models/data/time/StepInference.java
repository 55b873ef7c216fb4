package io.tidecast.models.data.time;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the usual step between times, and the first place where it is not kept.
 *
 * @param step the most frequent step
 * @param firstGap index of the first time that does not follow its predecessor by that step, or -1 if all do
 */
public record StepInference(TimeStep step, int firstGap) {
    /**
     * Looks at times in order.
     *
     * @param times strictly increasing
     * @param calendar whether they are microseconds, so that months may be counted
     * @return the usual step; one plain step or one day where there are fewer than two times
     */
    public static StepInference of(long[] times, boolean calendar) {
        TimeStep.Unit unit = calendar ? TimeStep.Unit.MICROSECONDS : TimeStep.Unit.STEPS;
        if (times.length < 2) {
            return new StepInference(new TimeStep(unit, calendar ? TimeStep.DAY : 1), -1);
        }
        StepInference fixed = of(times, unit);
        if (!calendar || (!fallOnLastDays(times) && !fallOnSameDays(times))) {
            return fixed;
        }
        // Two times a month apart are also 31 days apart; where both fit, the calendar is what is meant.
        StepInference months = of(times, fallOnLastDays(times) ? TimeStep.Unit.MONTH_ENDS : TimeStep.Unit.MONTHS);
        return fixed.isEven() && !months.isEven() ? fixed : months;
    }

    /**
     * Tells whether every time follows by the same step.
     *
     * @return whether there is no gap
     */
    public boolean isEven() {
        return firstGap < 0;
    }

    private static StepInference of(long[] times, TimeStep.Unit unit) {
        Map<Long, Integer> counts = new HashMap<>();
        long usual = 0;
        int most = 0;
        for (int i = 1; i < times.length; i++) {
            long distance = unit.distance(times[i - 1], times[i]);
            int count = counts.merge(distance, 1, Integer::sum);
            if (count > most || (count == most && distance < usual)) {
                most = count;
                usual = distance;
            }
        }
        int firstGap = -1;
        for (int i = 1; i < times.length && firstGap < 0; i++) {
            if (unit.distance(times[i - 1], times[i]) != usual) {
                firstGap = i;
            }
        }
        return new StepInference(new TimeStep(unit, usual), firstGap);
    }

    private static boolean fallOnLastDays(long[] times) {
        int last = 0;
        for (long time : times) {
            LocalDateTime local = TimeFormat.local(time);
            if (local.getDayOfMonth() != YearMonth.from(local).lengthOfMonth()) {
                return false;
            }
            last = Math.max(last, local.getDayOfMonth());
        }
        return last > 28 && shareTheTimeOfDay(times) && areInDifferentMonths(times);
    }

    private static boolean fallOnSameDays(long[] times) {
        int day = 0;
        for (long time : times) {
            day = Math.max(day, TimeFormat.local(time).getDayOfMonth());
        }
        for (long time : times) {
            LocalDateTime local = TimeFormat.local(time);
            if (local.getDayOfMonth() != Math.min(day, YearMonth.from(local).lengthOfMonth())) {
                return false;
            }
        }
        return shareTheTimeOfDay(times) && areInDifferentMonths(times);
    }

    private static boolean shareTheTimeOfDay(long[] times) {
        for (long time : times) {
            if (Math.floorMod(time, TimeStep.DAY) != Math.floorMod(times[0], TimeStep.DAY)) {
                return false;
            }
        }
        return true;
    }

    private static boolean areInDifferentMonths(long[] times) {
        for (int i = 1; i < times.length; i++) {
            if (TimeStep.Unit.MONTHS.distance(times[i - 1], times[i]) == 0) {
                return false;
            }
        }
        return true;
    }
}
