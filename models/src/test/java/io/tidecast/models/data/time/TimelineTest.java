package io.tidecast.models.data.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Faults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2019-12-30, 2019-12-31, 2020-01-01 | 1 day | 7 | 2020-01-02",
                "2019-12-18, 2019-12-25, 2020-01-01 | 1 week | 52 | 2020-01-08",
                "2019-12-31 22:00, 2019-12-31 23:00 | 1 hour | 24 | 2020-01-01 00:00",
                "2019-12-31 23:30, 2019-12-31 23:45 | 15 minutes | 96 | 2020-01-01 00:00",
                "2019-11, 2019-12, 2020-01 | 1 month | 12 | 2020-02",
                "2019-11-15, 2019-12-15, 2020-01-15 | 1 month | 12 | 2020-02-15",
                "2019-11-30, 2019-12-31, 2020-01-31 | 1 month | 12 | 2020-02-29",
                "2019-11-30, 2019-12-30, 2020-01-30, 2020-02-29 | 1 month | 12 | 2020-03-30",
                "2019-03-31, 2019-06-30, 2019-09-30 | 3 months | 4 | 2019-12-31",
                "2017-01-01, 2018-01-01, 2019-01-01, 2020-01-01 | 1 year | 1 | 2021-01-01",
                "5, 7, 9 | 2 steps | 1 | 11",
            })
    void theStepIsFoundAndGoesOn(String list, String step, int season, String next) {
        List<String> cells = List.of(list.split(", ", -1));
        Timeline timeline = timeline(cells);
        assertEquals(step, timeline.step().describe());
        assertEquals(season, timeline.step().season());
        assertEquals(next, timeline.text(cells.size()));
        assertEquals(cells.getLast(), timeline.text(cells.size() - 1));
    }

    @Test
    void unevenStepsAreFound() {
        StepInference days = infer("2019-01-01", "2019-01-02", "2019-01-03", "2019-01-06", "2019-01-07");
        assertFalse(days.isEven());
        assertEquals(3, days.firstGap());
        assertEquals("1 day", days.step().describe());
        StepInference months = infer("2019-01-01", "2019-02-01", "2019-03-01", "2019-05-01");
        assertEquals(3, months.firstGap());
        assertEquals("1 month", months.step().describe());
    }

    @Test
    void stepsAreCountedOrRefused() {
        TimeStep month = new TimeStep(TimeStep.Unit.MONTHS, 1);
        long[] times = times("2019-01-31", "2019-04-30", "2019-05-01");
        assertEquals(3, month.between(times[0], times[1]));
        assertEquals(-1, month.between(times[0], times[2]));
        TimeStep hour = new TimeStep(TimeStep.Unit.MICROSECONDS, TimeStep.HOUR);
        assertEquals(48, hour.between(0, 2 * TimeStep.DAY));
        assertEquals(-1, hour.between(0, TimeStep.MINUTE));
        assertEquals("1 day", hour.describe(0, TimeStep.DAY));
        assertThrows(InputException.class, () -> new TimeStep(TimeStep.Unit.STEPS, 0));
    }

    @Test
    void positionsAreFoundByTime() {
        Timeline timeline = timeline(List.of("2019-01-01", "2019-01-02", "2019-01-03"));
        long[] times = times("2018-12-01", "2019-01-01", "2019-01-02", "2019-02-01");
        assertEquals(0, timeline.firstNotBefore(times[0], 3));
        assertEquals(0, timeline.firstNotBefore(times[1], 3));
        assertEquals(1, timeline.firstNotBefore(times[1] + 1, 3));
        assertEquals(1, timeline.firstNotBefore(times[2], 3));
        assertEquals(3, timeline.firstNotBefore(times[3], 3));
    }

    @Test
    void periodsAreYearsMonthsDaysInstantsAndSteps() {
        TimeFormat slashes = TimeFormat.detected("MM/dd/uuuu", "");
        assertPeriod("2018", slashes, "2018-01-01", "2019-01-01");
        assertPeriod("2018-12", slashes, "2018-12-01", "2019-01-01");
        assertPeriod("2018-12-31", slashes, "2018-12-31", "2019-01-01");
        assertPeriod("12/31/2018", slashes, "2018-12-31", "2019-01-01");
        Period instant = Period.parse("2018-12-31 14:00", slashes, "--train-until");
        assertEquals(1, instant.until() - instant.from());
        assertEquals(new Period(8640, 8641), Period.parse("8640", TimeFormat.steps(), "--train-until"));
    }

    @Test
    void whatIsNoPeriodIsAFault() {
        TimeFormat iso = TimeFormat.detected("uuuu-MM-dd", "");
        assertTrue(Faults.messageOf(() -> Period.parse("soon", iso, "--train-until"))
                .startsWith("--train-until: found 'soon', expected a date such as 2018-12-31"));
        assertThrows(InputException.class, () -> Period.parse("2018-13", iso, "--train-until"));
        assertTrue(Faults.messageOf(() -> Period.parse("2018-12-31", TimeFormat.steps(), "--train-until"))
                .contains("expected the number of a row"));
    }

    private static void assertPeriod(String text, TimeFormat format, String from, String until) {
        long[] times = times(from, until);
        assertEquals(new Period(times[0], times[1]), Period.parse(text, format, "--train-until"));
    }

    private static Timeline timeline(List<String> cells) {
        TimeColumn column = column(cells);
        long[] times = new long[cells.size()];
        Arrays.setAll(times, column::at);
        StepInference inference = StepInference.of(times, column.format().isCalendar());
        assertTrue(inference.isEven());
        return new Timeline(column.format(), inference.step(), times[0]);
    }

    private static StepInference infer(String... cells) {
        return StepInference.of(times(cells), true);
    }

    private static long[] times(String... cells) {
        TimeColumn column = column(List.of(cells));
        long[] times = new long[cells.length];
        Arrays.setAll(times, column::at);
        return times;
    }

    private static TimeColumn column(List<String> cells) {
        return TimeColumn.read(cells, Optional.empty(), cell -> "cell " + cell, "column", line -> {
            throw new AssertionError(line);
        });
    }
}
