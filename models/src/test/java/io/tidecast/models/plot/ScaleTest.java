package io.tidecast.models.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBERS       | 0      | 1       | 5 | 0.0 0.2 0.4 0.6 0.8 1.0",
                "NUMBERS       | -0.55  | 0.55    | 5 | -0.5 0.0 0.5",
                "NUMBERS       | 310000 | 790000  | 6 | 400,000 500,000 600,000 700,000",
                "NUMBERS       | 9.1e6  | 19.2e6  | 6 | 10M 12M 14M 16M 18M",
                "NUMBERS       | 0      | 2.5e10  | 5 | 0 5B 10B 15B 20B 25B",
                "NUMBERS       | 0      | 4e-9    | 4 | 0 1e-9 2e-9 3e-9 4e-9",
                "NUMBERS       | 1.5e20 | 3e20    | 3 | 1.5e20 2e20 2.5e20 3e20",
                "NUMBERS       | 5      | 5       | 5 | 4.8 4.9 5.0 5.1 5.2",
                "NUMBERS       | 0.3    | 0.3002  | 4 | 0.30000 0.30005 0.30010 0.30015 0.30020",
                "WHOLE_NUMBERS | 1      | 3       | 9 | 1 2 3",
                "WHOLE_NUMBERS | 1      | 20      | 9 | 5 10 15 20",
                "WHOLE_NUMBERS | 7      | 7       | 9 | 6 7 8",
                "RATIOS        | 0.016  | 0.22    | 8 | 0.02 0.05 0.1 0.2",
                "RATIOS        | 0.0008 | 12      | 6 | 0.001 0.01 0.1 1 10",
                "RATIOS        | 1e-12  | 1       | 5 | 1e-12 1e-9 1e-6 0.001 1",
                "RATIOS        | 100    | 90000   | 4 | 100 1,000 10,000",
            })
    void labelsNumbersByRoundSteps(AxisKind kind, double low, double high, int about, String labels) {
        List<Tick> ticks = kind.over(low, high).ticks(about);
        assertEquals(labels, String.join(" ", ticks.stream().map(Tick::label).toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2019-01-01T00:00:00 | 2019-05-31T00:00:00 | 6 | Jan(2019) Feb Mar Apr May",
                "2016-03-15T00:00:00 | 2019-02-01T00:00:00 | 6 | Jul(2016) Jan(2017) Jul Jan(2018) Jul Jan(2019)",
                "2018-12-30T10:00:00 | 2019-01-02T10:00:00 | 3 | 31 Dec(2018) 1 Jan(2019) 2 Jan",
                "2020-02-28T20:00:00 | 2020-02-29T10:00:00 | 5 | 21:00(28 Feb 2020) 00:00(29 Feb 2020) 03:00 06:00 09:00",
                "2020-02-28T23:59:30 | 2020-02-29T00:00:30 | 4 | 23:59:30(28 Feb 2020) 23:59:45 00:00:00(29 Feb 2020) 00:00:15 00:00:30",
                "2019-04-03T00:00:00 | 2019-05-05T00:00:00 | 5 | 8 Apr(2019) 15 Apr 22 Apr 29 Apr",
                "1987-01-01T00:00:00 | 2024-06-01T00:00:00 | 4 | 1990 2000 2010 2020",
                "1969-12-31T22:00:00 | 1970-01-01T02:00:00 | 4 | 22:00(31 Dec 1969) 23:00 00:00(1 Jan 1970) 01:00 02:00",
            })
    void labelsTimesByTheCalendar(LocalDateTime low, LocalDateTime high, int about, String labels) {
        List<Tick> ticks = AxisKind.TIMES
                .over(TimeScale.seconds(low), TimeScale.seconds(high))
                .ticks(about);
        List<String> found = ticks.stream()
                .map(tick -> tick.label() + (tick.context().isEmpty() ? "" : "(" + tick.context() + ")"))
                .toList();
        assertEquals(labels, String.join(" ", found));
    }

    @Test
    void ticksLieOnTheAxisInOrderAndNotTooMany() {
        SplittableRandom random = new SplittableRandom(7);
        for (AxisKind kind : AxisKind.values()) {
            for (int trial = 0; trial < 500; trial++) {
                double low =
                        (kind == AxisKind.RATIOS ? 1 : random.nextDouble(-1, 1)) * Math.pow(10, random.nextInt(-9, 10));
                double high = low + Math.pow(10, random.nextInt(-3, 9)) * random.nextDouble(1, 10);
                int about = random.nextInt(1, 12);
                Scale scale = kind.over(low, high);
                List<Tick> ticks = scale.ticks(about);
                String what = kind + " " + low + " " + high + " " + about + ": " + ticks;
                assertTrue(ticks.size() <= 3 * about + 3, what);
                double before = -1e-6;
                for (Tick tick : ticks) {
                    double position = scale.position(tick.value());
                    assertTrue(position > before && position <= 1 + 1e-6, what);
                    before = position;
                }
            }
        }
    }

    @Test
    void differentTicksHaveDifferentLabels() {
        SplittableRandom random = new SplittableRandom(8);
        for (int trial = 0; trial < 500; trial++) {
            double low = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-9, 12));
            double high = low + Math.abs(low) * Math.pow(10, random.nextInt(-4, 3));
            List<Tick> ticks = AxisKind.NUMBERS.over(low, high).ticks(6);
            assertEquals(
                    ticks.size(),
                    ticks.stream().map(Tick::label).distinct().count(),
                    () -> low + " to " + high + ": " + ticks);
        }
    }

    @Test
    void refusesWhatNoAxisHolds() {
        assertThrows(IllegalArgumentException.class, () -> AxisKind.RATIOS.over(0, 1));
        assertThrows(IllegalArgumentException.class, () -> AxisKind.TIMES.over(0, 1e14));
        assertThrows(IllegalArgumentException.class, () -> AxisKind.TIMES.over(Double.NaN, 1));
    }
}
