package io.tidecast.models.data.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.Faults;
import io.tidecast.models.data.series.SeriesSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetTest {
    private static final WindowShape SHAPE = WindowShape.lastStep(2, 1);

    @Test
    void scalingIsFittedOnTheTrainingPartAlone() {
        SeriesSet set = Samples.bare(new double[] {1, 3, 1, 3, 1000, -1000, 7, 7});
        assertScaled(new float[] {-1, 1}, set, ScalingMethod.STANDARD);
        assertScaled(new float[] {0, 1}, set, ScalingMethod.MIN_MAX);
        assertScaled(new float[] {0.5f, 1.5f}, set, ScalingMethod.LEVEL);
        assertScaled(new float[] {-1, 1}, set, ScalingMethod.SERIES);
        assertScaled(new float[] {1, 3}, set, ScalingMethod.NONE);
    }

    @Test
    void eachSeriesMayHaveItsOwnLevel() {
        SeriesSet set = Samples.bare(new double[] {1, 3, 1, 3, 5, 5}, new double[] {-100, 300, 100, -300, 5, 5});
        Dataset data = data(set, ScalingMethod.LEVEL);
        WindowSet windows = data.windows(Part.TRAIN);
        assertEquals(0.5f, windows.input(0, 0, 0));
        assertEquals(-0.5f, windows.input(2, 0, 0));
        assertEquals(-100, data.unscaled(1, 0, -0.5), 1e-12);
    }

    @Test
    void aColumnOfOneValueIsNotDividedByItsSpread() {
        SeriesSet set = Samples.bare(new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1});
        for (ScalingMethod method : List.of(ScalingMethod.STANDARD, ScalingMethod.MIN_MAX, ScalingMethod.SERIES)) {
            assertEquals(0, data(set, method).windows(Part.TRAIN).input(0, 0, 0), 1e-12, method.label());
        }
        assertEquals(
                0,
                data(Samples.bare(new double[6]), ScalingMethod.LEVEL)
                        .windows(Part.TRAIN)
                        .input(0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(ScalingMethod.class)
    void aModelFileKeepsEverything(ScalingMethod method) {
        SeriesSet set = Samples.rides(12);
        Dataset data = data(set, method);
        Map<String, Object> config = data.config().toConfig();
        DataConfig restored = DataConfig.fromConfig(new ConfigView(config, "the model"));
        assertEquals(config, restored.toConfig());
        Dataset again = Dataset.restore(set, restored, Samples::refuse);
        for (Part part : Part.values()) {
            assertArrayEquals(inputs(data.windows(part)), inputs(again.windows(part)));
        }
        assertEquals(method, ScalingMethod.of(method.label()));
    }

    @Test
    void aSeriesThatTrainingNeverSawIsScaledByItsOwnPast() {
        DataConfig config = data(Samples.bare(new double[] {1, 3, 1, 3, 5, 5}), ScalingMethod.LEVEL)
                .config();
        SeriesSet other = Samples.bare(new double[6], new double[] {40, 40, 40, 40, 40, 40});
        assertEquals(
                1f,
                Dataset.restore(other, config, Samples::refuse)
                        .windows(Part.TRAIN)
                        .input(2, 0, 0));
    }

    @Test
    void damagedScalingsAreFaults() {
        Map<String, Object> config = new HashMap<>(data(Samples.rides(12), ScalingMethod.STANDARD)
                .config()
                .scaling()
                .toConfig());
        config.put("scale", List.of(1.0, 0.0, 1.0));
        assertTrue(restoreScaling(config).contains("expected numbers greater than 0"));
        config.put("scale", List.of(1.0, 1.0));
        assertTrue(restoreScaling(config).contains("expected a number for each of 3 columns"));
        config.put("method", "magic");
        assertTrue(restoreScaling(config)
                .contains("found 'magic', expected one of none, standard, min-max, level, series"));
    }

    @Test
    void anotherFileMayBeTheTestPart() {
        SeriesSet past = Samples.bare(Samples.counting(0, 8), Samples.counting(50, 8));
        Dataset data = Dataset.fit(past, new SplitPlan.HoldOut(2, 0), ScalingMethod.STANDARD, SHAPE, Samples::refuse);
        SeriesSet next = new SeriesSet("next", past.format(), List.of(Samples.series("B", new double[] {58, 59, 60})));
        Dataset longer = data.testedOn(next);
        WindowSet test = longer.windows(Part.TEST);
        assertEquals(3, test.size());
        assertEquals(1, test.seriesOf(0));
        assertEquals(58, test.actual(0, 0, 0));
        assertEquals(57, test.past(0, 0, 0));
        assertEquals(data.config().toConfig(), longer.config().toConfig());
        assertEquals(
                data.windows(Part.VALIDATION).size(),
                longer.windows(Part.VALIDATION).size());
    }

    @Test
    void aTrainingPartWithoutRowsIsAFault() {
        Dataset data = Dataset.fit(
                Samples.bare(Samples.counting(0, 8)),
                new SplitPlan.HoldOut(8, 0),
                ScalingMethod.NONE,
                SHAPE,
                Samples::refuse);
        assertTrue(Faults.messageOf(() -> data.windows(Part.TRAIN)).contains("no row lies in the training part"));
        assertEquals(0, data.windows(Part.TEST).size());
    }

    @Test
    void outputsEndAtTheLastStep() {
        assertEquals(3, WindowShape.lastStep(4, 2).firstOutput());
        assertEquals(6, WindowShape.lastStep(4, 2).span());
        assertThrows(IllegalArgumentException.class, () -> new WindowShape(5, 1, 1, 2, 2));
        assertTrue(Faults.messageOf(() -> WindowShape.lastStep(0, 1)).contains("expected at least 1 each"));
        Map<String, Object> config = new HashMap<>(SHAPE.toConfig());
        config.put("outputs", 7);
        assertTrue(Faults.messageOf(() -> WindowShape.fromConfig(new ConfigView(config, "the model")))
                .contains("outputs that end at the window's last step"));
    }

    private static String restoreScaling(Map<String, Object> config) {
        return Faults.messageOf(() -> Scaling.fromConfig(new ConfigView(config, "the model"), Samples.RIDES));
    }

    private static void assertScaled(float[] expected, SeriesSet set, ScalingMethod method) {
        Dataset data = data(set, method);
        WindowSet windows = data.windows(Part.TRAIN);
        assertEquals(expected[0], windows.input(0, 0, 0), 1e-6f, method.label());
        assertEquals(expected[1], windows.input(0, 0, 1), 1e-6f, method.label());
        assertEquals(3, data.unscaled(0, 0, expected[1]), 1e-12);
    }

    /** Trains on the first four rows, whatever follows. */
    private static Dataset data(SeriesSet set, ScalingMethod method) {
        int length = set.get(0).length();
        return Dataset.fit(set, new SplitPlan.HoldOut(length - 4, 0), method, SHAPE, Samples::refuse);
    }

    private static float[] inputs(WindowSet windows) {
        float[] inputs = new float[windows.size() * windows.channels() * 2];
        int at = 0;
        for (int window = 0; window < windows.size(); window++) {
            for (int channel = 0; channel < windows.channels(); channel++) {
                inputs[at++] = windows.input(window, channel, 0);
                inputs[at++] = windows.input(window, channel, 1);
            }
        }
        return inputs;
    }
}
