package io.tidecast.models.data.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tidecast.models.data.Faults;
import io.tidecast.models.data.series.Column;
import io.tidecast.models.data.series.Role;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.SeriesFormat;
import io.tidecast.models.data.series.SeriesSet;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowSetTest {
    @Test
    void aBatchIsLaidOutByChannelTimeAndBatch() {
        WindowShape shape = new WindowShape(4, 2, 1, 2, 2);
        WindowSet windows = Samples.data(Samples.rides(12), shape, 12, 0).windows(Part.TRAIN);
        assertEquals(7, windows.size());
        assertEquals(
                List.of("rail", "bus", "type=U+1", "type=W+1", "type=U+2", "type=W+2"),
                windows.data().channels().list().stream()
                        .map(Channels.Channel::name)
                        .toList());
        float[] inputs = filled(6 * 4 * 3);
        float[] targets = filled(2 * 2 * 3);
        float[] weights = filled(2 * 3);
        windows.fill(new int[] {6, 0, 3}, 1, 2, 3, inputs, targets, weights);
        // Columns: the window from row 0, that from row 3, and padding.
        assertArrayEquals(
                new float[] {
                    100, 103, 0, 101, 104, 0, 102, 105, 0, 103, 106, 0, // rail at the step itself
                    200, 203, 0, 201, 204, 0, 202, 205, 0, 203, 206, 0, // bus at the step itself
                    1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, // U one step ahead
                    0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, // W one step ahead
                    0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, // U two steps ahead
                    1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, // W two steps ahead
                },
                inputs);
        assertArrayEquals(
                new float[] {
                    102, 105, 0, 104, 107, 0, // one step after input steps 1 and 3
                    103, 106, 0, 105, 108, 0, // two steps after them
                },
                targets);
        assertArrayEquals(new float[] {1, 1, 0, 1, 1, 0}, weights);
    }

    @Test
    void severalTargetsStandSideBySideAtEachStepAhead() {
        SeriesSet set = new SeriesSet(
                "test",
                SeriesFormat.bare(
                        new Schema(List.of(Column.number("a", Role.TARGET), Column.number("b", Role.TARGET)))),
                List.of(Samples.series("", Samples.counting(0, 6), Samples.counting(50, 6))));
        WindowSet windows = Samples.data(set, WindowShape.lastStep(3, 2), 6, 0).windows(Part.TRAIN);
        float[] targets = new float[4];
        windows.fill(new int[] {1}, 0, 1, 1, new float[6], targets, new float[1]);
        assertArrayEquals(new float[] {4, 54, 5, 55}, targets);
        assertEquals(54, windows.actual(1, 0, 1));
        assertEquals(53, windows.past(1, 1, 0));
        assertEquals(50, windows.past(1, 1, 3));
        assertTrue(Double.isNaN(windows.past(1, 1, 4)));
        assertEquals(5, windows.target(1, 1, 0));
        assertEquals(52, windows.input(1, 1, 1));
    }

    @Test
    void laterPartsReachBackButCountOnlyTheirOwnRows() {
        WindowShape shape = new WindowShape(4, 2, 0, 1, 4);
        Dataset data = Samples.data(Samples.bare(Samples.counting(0, 20)), shape, 10, 5);
        assertEquals(List.of(0, 1, 2, 3, 4), starts(data.windows(Part.TRAIN)));
        assertEquals(List.of(6, 7, 8, 9), starts(data.windows(Part.VALIDATION)));
        assertEquals(List.of(11, 12, 13, 14), starts(data.windows(Part.TEST)));
        float[] weights = new float[4 * 4];
        data.windows(Part.VALIDATION).fill(new int[] {0, 1, 2, 3}, 0, 4, 4, new float[16], new float[32], weights);
        assertArrayEquals(
                new float[] {
                    0, 0, 0, 1, // input step 0 of the windows from rows 6, 7, 8 and 9 forecasts from rows 7 to 10
                    0, 0, 1, 1, //
                    0, 1, 1, 1, //
                    1, 1, 1, 1,
                },
                weights);
    }

    @Test
    void missingTargetsWeighNothingAndMissingInputsLeaveWindowsOut() {
        double[] values = Samples.counting(0, 10);
        values[6] = Double.NaN;
        List<String> warnings = new ArrayList<>();
        Dataset data = Dataset.fit(
                Samples.bare(values),
                new SplitPlan.HoldOut(0, 0),
                ScalingMethod.NONE,
                new WindowShape(2, 2, 0, 1, 2),
                warnings::add);
        WindowSet windows = data.windows(Part.TRAIN);
        assertEquals(List.of(0, 1, 2, 3, 4), starts(windows));
        assertEquals(List.of("test: 2 windows over missing values left out"), warnings);
        float[] weights = new float[10];
        float[] targets = filled(20);
        windows.fill(new int[] {0, 1, 2, 3, 4}, 0, 5, 5, new float[10], targets, weights);
        assertArrayEquals(new float[] {1, 1, 1, 1, 0, 1, 1, 1, 0, 0}, weights);
        for (float target : targets) {
            assertTrue(Float.isFinite(target));
        }
    }

    @Test
    void seriesThatAreTooShortAreNamedAndTheOthersGoOn() {
        List<String> warnings = new ArrayList<>();
        SeriesSet set = Samples.bare(Samples.counting(0, 4), Samples.counting(0, 6), Samples.counting(0, 5));
        Dataset data = Dataset.fit(
                set, new SplitPlan.HoldOut(0, 0), ScalingMethod.NONE, WindowShape.lastStep(4, 2), warnings::add);
        WindowSet windows = data.windows(Part.TRAIN);
        assertEquals(1, windows.size());
        assertEquals(1, windows.seriesOf(0));
        assertEquals(
                List.of("test: too short: series 'A' has 4 steps for the training part, series 'C' has 5 steps for the"
                        + " training part, but window 4 + horizon 2 need 6; left out"),
                warnings);
        Dataset none = Dataset.fit(
                Samples.bare(Samples.counting(0, 4)),
                new SplitPlan.HoldOut(0, 0),
                ScalingMethod.NONE,
                WindowShape.lastStep(4, 2),
                warnings::add);
        assertEquals(
                "test: too short: series 'A' has 4 steps for the training part, but window 4 + horizon 2 need 6; no"
                        + " series is left; make the window or the horizon shorter",
                Faults.messageOf(() -> none.windows(Part.TRAIN)));
    }

    @Test
    void thePresentIsTheLastWindowOfEachSeries() {
        Dataset data = Samples.data(
                Samples.bare(Samples.counting(0, 8), Samples.counting(50, 9)), WindowShape.lastStep(3, 2), 8, 0);
        WindowSet latest = data.latest();
        assertEquals(2, latest.size());
        float[] inputs = new float[6];
        float[] weights = new float[2];
        latest.fill(new int[] {0, 1}, 0, 2, 2, inputs, new float[4], weights);
        assertArrayEquals(new float[] {5, 56, 6, 57, 7, 58}, inputs);
        assertArrayEquals(new float[] {0, 0}, weights);
        assertTrue(Double.isNaN(latest.actual(0, 0, 0)));
        assertEquals(8, latest.originOf(0));
    }

    @Test
    void thePresentNeedsWhatIsKnownAhead() {
        WindowShape shape = WindowShape.lastStep(3, 2);
        SeriesSet past = Samples.rides(8);
        Dataset data = Samples.data(past, shape, 8, 0);
        assertEquals(
                "the model reads type ahead; give the next 2 values with --future FILE",
                Faults.messageOf(data::latest));
        double nan = Double.NaN;
        SeriesSet ahead = new SeriesSet(
                "test",
                past.format(),
                List.of(past.get(0).followedBy(new double[][] {{nan, nan}, {nan, nan}, {0, 1}}, 2, false)));
        WindowSet latest =
                Dataset.restore(ahead, data.config(), Samples::refuse).latest();
        float[] inputs = new float[18];
        latest.fill(new int[] {0}, 0, 1, 1, inputs, new float[2], new float[1]);
        assertArrayEquals(new float[] {105, 106, 107, 205, 206, 207, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1}, inputs);
    }

    @Test
    void fillingAllocatesNothing() {
        WindowSet windows = Samples.data(Samples.rides(200), new WindowShape(16, 3, 0, 1, 16), 200, 0)
                .windows(Part.TRAIN);
        int[] order = IntStream.range(0, windows.size()).toArray();
        float[] inputs = new float[windows.channels() * 16 * 32];
        float[] targets = new float[windows.targetChannels() * 16 * 32];
        float[] weights = new float[16 * 32];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int round = 0; round < 2_000; round++) {
            if (round == 1_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            windows.fill(order, round % 100, 32, 32, inputs, targets, weights);
        }
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 10_000);
    }

    private static List<Integer> starts(WindowSet windows) {
        return IntStream.range(0, windows.size())
                .mapToObj(window -> windows.originOf(window) - windows.shape().window())
                .toList();
    }

    private static float[] filled(int length) {
        float[] values = new float[length];
        Arrays.fill(values, Float.NaN);
        return values;
    }
}
