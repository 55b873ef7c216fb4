package io.tidecast.models.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesFormat;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.data.window.SplitPlan;
import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.WaveNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final int LONG_WINDOW = 1_000_000;
    private static final int SEASON = 24;

    private static Experiment ofLongWindows() {
        Series series = SmallModels.bare(1_500_000);
        return Experiment.prepare(
                new SeriesSet("long", SeriesFormat.bare(Schema.ofTarget("value")), List.of(series)),
                Optional.empty(),
                new WaveNet(2, 2, List.of(1, 2), 1),
                new Setup(LONG_WINDOW, 10, SEASON, new SplitPlan.ByFraction(0.8, 0.1, true), ScalingMethod.NONE),
                line -> {});
    }

    private static WindowSet judged(Experiment experiment, Part part) {
        return experiment.judged(part).orElseThrow();
    }

    @Test
    void everyWindowJudgesUnlessSaidOtherwise() {
        Experiment experiment = SmallModels.experiment(new Linear(), ScalingMethod.NONE);
        List<String> warnings = new ArrayList<>();
        Experiment usual = experiment.judgedBy(OptionalInt.empty(), warnings::add);
        for (Part part : Part.values()) {
            assertSame(experiment.windows(part).orElseThrow(), judged(experiment, part));
            assertEquals(
                    experiment.windows(part).orElseThrow().size(),
                    judged(usual, part).size());
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void everyThirdWindowIsTheFirstTheFourthAndSoOn() {
        Experiment experiment = SmallModels.experiment(new Linear(), ScalingMethod.NONE);
        List<String> warnings = new ArrayList<>();
        Experiment thinned = experiment.judgedBy(OptionalInt.of(3), warnings::add);
        WindowSet all = experiment.windows(Part.VALIDATION).orElseThrow();
        WindowSet third = judged(thinned, Part.VALIDATION);
        assertEquals(Math.ceilDiv(all.size(), 3), third.size());
        for (int window = 0; window < third.size(); window++) {
            assertEquals(all.seriesOf(3 * window), third.seriesOf(window));
            assertEquals(all.originOf(3 * window), third.originOf(window));
        }
        assertEquals(all.size(), thinned.windows(Part.VALIDATION).orElseThrow().size(), "all of them should train");
        assertEquals(List.of(), warnings);
    }

    @Test
    void longWindowsThatOverlapAreJudgedByAFew() {
        List<String> warnings = new ArrayList<>();
        Experiment experiment = ofLongWindows().judgedBy(OptionalInt.empty(), warnings::add);
        for (Part part : Part.values()) {
            int all = experiment.windows(part).orElseThrow().size();
            WindowSet few = judged(experiment, part);
            assertTrue((long) few.size() * LONG_WINDOW <= Experiment.MOST_JUDGED_STEPS, part + ": " + few.size());
            assertTrue(few.size() > 50, part + ": " + few.size());
            int apart = few.originOf(1) - few.originOf(0);
            assertTrue(apart % 2 == 1 && apart % 3 > 0, "a season apart by " + apart + " would show some hours only");
            assertTrue(warnings.toString().contains(String.format("of %,d windows", all)), warnings.toString());
        }
        assertEquals(3, warnings.size());
        assertTrue(warnings.getFirst().contains("--judge-every"), warnings.getFirst());
    }
}
