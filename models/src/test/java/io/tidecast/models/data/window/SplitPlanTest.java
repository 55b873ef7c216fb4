package io.tidecast.models.data.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.Faults;
import io.tidecast.models.data.series.Layout;
import io.tidecast.models.data.series.SeriesOptions;
import io.tidecast.models.data.series.SeriesReader;
import io.tidecast.models.data.series.SeriesSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitPlanTest {
    @TempDir
    private Path folder;

    @Test
    void sharesAreOfEachSeriesLength() {
        SeriesSet set = Samples.bare(Samples.counting(0, 10), Samples.counting(0, 20));
        List<Bounds> bounds = new SplitPlan.ByFraction(0.7, 0.2, true).split(set);
        assertBounds(bounds.get(0), 0, 7, 9, 10);
        assertBounds(bounds.get(1), 0, 14, 18, 20);
        assertEquals(0, bounds.get(0).validation().readableFrom());
        Bounds apart = new SplitPlan.ByFraction(0.7, 0.3, false).split(set).getFirst();
        assertBounds(apart, 0, 7, 10, 10);
        assertEquals(7, apart.validation().readableFrom());
    }

    @Test
    void datesAreWholePeriodsAndIncluded() throws IOException {
        SeriesSet set = days(LocalDate.of(2015, 12, 1), 1600);
        Bounds bounds = byTime("2016", "2018-12-31", "", "2019-05", "2019-06-01")
                .split(set)
                .getFirst();
        int start = 31;
        int trainUntil = start + 366 + 365 + 365;
        assertBounds(bounds, start, trainUntil, trainUntil + 151, trainUntil + 152);
        assertEquals(start, bounds.validation().readableFrom());
        Bounds open = byTime("", "2018", "2019-03", "", "").split(set).getFirst();
        assertBounds(open, 0, trainUntil, 1600, 1600);
        assertEquals(trainUntil + 59, open.validation().from());
    }

    @Test
    void withoutDatesRowsAreCountedFromOne() {
        SeriesSet set = Samples.bare(Samples.counting(0, 10));
        assertBounds(byTime("2", "6", "", "8", "").split(set).getFirst(), 1, 6, 8, 10);
    }

    @Test
    void theLastRowsOrWholeSeriesAreHeldOut() {
        SeriesSet set = Samples.bare(Samples.counting(0, 10), Samples.counting(0, 3), Samples.counting(0, 4));
        List<Bounds> last = new SplitPlan.HoldOut(2, 3).split(set);
        assertBounds(last.get(0), 0, 5, 7, 10);
        assertBounds(last.get(1), 0, 0, 0, 3);
        List<Bounds> whole = new SplitPlan.BySeries(1, 1).split(set);
        assertBounds(whole.get(0), 0, 10, 10, 10);
        assertBounds(whole.get(1), 0, 0, 3, 3);
        assertBounds(whole.get(2), 0, 0, 0, 4);
    }

    @Test
    void plansThatContradictAreFaults() throws IOException {
        SeriesSet set = days(LocalDate.of(2019, 1, 1), 10);
        assertTrue(
                Faults.messageOf(() -> new SplitPlan.ByFraction(0.9, 0.2, true)).contains("a sum of at most 1"));
        assertTrue(
                Faults.messageOf(() -> new SplitPlan.ByFraction(0, 0.2, true)).contains("a positive share"));
        assertTrue(Faults.messageOf(() -> new SplitPlan.HoldOut(-1, 0)).contains("not negative"));
        assertTrue(Faults.messageOf(() -> new SplitPlan.BySeries(0, 1)).contains("at least one for training"));
        assertEquals(
                "--train-from 2019-02 is after --train-until 2019-01-05; expected an earlier date",
                Faults.messageOf(
                        () -> byTime("2019-02", "2019-01-05", "", "", "").split(set)));
        assertEquals(
                "--validate-until 2018 is before --train-until 2019-01-05; expected a later date",
                Faults.messageOf(() -> byTime("", "2019-01-05", "", "2018", "").split(set)));
        assertEquals(
                "--validate-from 2019-01-05 is not after --train-until 2019-01-05; expected a later date",
                Faults.messageOf(
                        () -> byTime("", "2019-01-05", "2019-01-05", "", "").split(set)));
    }

    @Test
    void plansSurviveAModelFile() {
        for (SplitPlan plan : List.of(
                new SplitPlan.ByFraction(0.7, 0.2, false),
                byTime("2016", "2018", "2019-02", "2019-05", "2019-06"),
                byTime("", "2018", "", "", ""),
                new SplitPlan.HoldOut(48, 0),
                new SplitPlan.BySeries(7000, 2000))) {
            assertEquals(plan, SplitPlan.fromConfig(new ConfigView(plan.toConfig(), "the model")));
        }
        assertTrue(Faults.messageOf(() -> SplitPlan.fromConfig(new ConfigView(Map.of("by", "luck"), "the model")))
                .contains("expected fraction, time, hold_out or series"));
    }

    private static SplitPlan byTime(
            String trainFrom, String trainUntil, String validateFrom, String validateUntil, String testUntil) {
        return new SplitPlan.ByTime(
                given(trainFrom), trainUntil, given(validateFrom), given(validateUntil), given(testUntil), true);
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static void assertBounds(Bounds bounds, int from, int trainUntil, int validateUntil, int testUntil) {
        assertEquals(
                List.of(from, trainUntil, validateUntil, testUntil),
                List.of(
                        bounds.train().from(),
                        bounds.train().until(),
                        bounds.validation().until(),
                        bounds.test().until()));
    }

    private SeriesSet days(LocalDate first, int count) throws IOException {
        StringBuilder text = new StringBuilder("day,x\n");
        for (int i = 0; i < count; i++) {
            text.append(first.plusDays(i)).append(',').append(i).append('\n');
        }
        Path file = Files.writeString(folder.resolve("days.csv"), text);
        return SeriesReader.read(file, SeriesOptions.of(Layout.TABLE).withTime("day"), Samples::refuse);
    }
}
