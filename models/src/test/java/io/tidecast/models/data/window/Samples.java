package io.tidecast.models.data.window;

import static org.junit.jupiter.api.Assertions.fail;

import io.tidecast.models.data.series.Column;
import io.tidecast.models.data.series.Role;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesFormat;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.time.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Small series that tests take windows of. */
final class Samples {
    /** A target, an input and a known category of two words. */
    static final Schema RIDES = new Schema(List.of(
            Column.number("rail", Role.TARGET),
            Column.number("bus", Role.INPUT),
            Column.category("type", Role.KNOWN, List.of("U", "W"))));

    private Samples() {}

    /** Returns the numbers from a start, one a step. */
    static double[] counting(double start, int length) {
        return IntStream.range(0, length).mapToDouble(i -> start + i).toArray();
    }

    /** Returns series of one column, named A, B and so on. */
    static SeriesSet bare(double[]... values) {
        List<Series> series = IntStream.range(0, values.length)
                .mapToObj(i -> series(String.valueOf((char) ('A' + i)), values[i]))
                .toList();
        return new SeriesSet("test", SeriesFormat.bare(Schema.ofTarget("value")), series);
    }

    /** Returns one series of {@link #RIDES}: rail counts from 100, bus from 200, the type is W where the row is even. */
    static SeriesSet rides(int length) {
        double[] type = IntStream.range(0, length).mapToDouble(i -> 1 - i % 2).toArray();
        return new SeriesSet(
                "test",
                SeriesFormat.bare(RIDES),
                List.of(series("", counting(100, length), counting(200, length), type)));
    }

    static Series series(String name, double[]... columns) {
        return new Series(name, Timeline.ofRows(), Arrays.stream(columns).toArray(double[][]::new), columns[0].length);
    }

    /** Returns data that training has the first rows of, unscaled. */
    static Dataset data(SeriesSet set, WindowShape shape, int train, int validation) {
        SplitPlan plan = new SplitPlan.ByTime(
                Optional.empty(),
                Integer.toString(train),
                Optional.empty(),
                Optional.of(Integer.toString(train + validation)),
                Optional.empty(),
                true);
        return Dataset.fit(set, plan, ScalingMethod.NONE, shape, Samples::refuse);
    }

    static void refuse(String warning) {
        fail(warning);
    }
}
