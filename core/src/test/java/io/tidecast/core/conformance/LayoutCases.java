package io.tidecast.core.conformance;

import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Concat;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Cases of the operations that move elements to places known beforehand. */
final class LayoutCases {
    private LayoutCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        Samples samples = new Samples(31);
        addBroadcasts(cases, samples);
        addTransposes(cases, samples);
        addSlices(cases, samples);
        addPads(cases, samples);
        addConcats(cases, samples);
        cases.add(OpCase.of(new Reshape(Shape.of(7, 17)), samples.gaussian(17, 7)));
        cases.add(OpCase.of(new Reshape(Shape.of(1)), samples.gaussian()));
        cases.add(OpCase.of(new Reshape(Shape.SCALAR), samples.gaussian(1, 1)));
        cases.add(OpCase.of(new Reshape(Shape.of(0, 3)), samples.gaussian(0)));
        cases.add(OpCase.of(new Reshape(Shape.of(33)), samples.integers(-9, 9, 3, 11)));
        return cases;
    }

    private static void addBroadcasts(List<OpCase> cases, Samples samples) {
        cases.add(broadcast(samples.gaussian(), Shape.of(33)));
        cases.add(broadcast(samples.gaussian(), Shape.of(3, 7, 5)));
        cases.add(broadcast(samples.gaussian(), Shape.SCALAR));
        cases.add(broadcast(samples.gaussian(17), Shape.of(17, 33), 0));
        cases.add(broadcast(samples.gaussian(33), Shape.of(17, 33), 1));
        cases.add(broadcast(samples.gaussian(7), Shape.of(3, 7, 5), 1));
        cases.add(broadcast(samples.gaussian(3, 5), Shape.of(3, 7, 5), 0, 2));
        cases.add(broadcast(samples.gaussian(7, 5), Shape.of(3, 7, 5), 1, 2));
        cases.add(broadcast(samples.gaussian(3, 7), Shape.of(3, 7, 5), 0, 1));
        cases.add(broadcast(samples.gaussian(3), Shape.of(3, 0), 0));
        cases.add(broadcast(samples.integers(-9, 9, 7), Shape.of(3, 7), 1));
    }

    private static OpCase broadcast(Tensor x, Shape shape, Integer... axes) {
        return OpCase.of(new Broadcast(shape, List.of(axes)), x);
    }

    private static void addTransposes(List<OpCase> cases, Samples samples) {
        cases.add(transpose(samples.gaussian(17, 33), 1, 0));
        cases.add(transpose(samples.gaussian(1, 33), 1, 0));
        cases.add(transpose(samples.gaussian(7), 0));
        cases.add(transpose(samples.gaussian()));
        cases.add(transpose(samples.gaussian(3, 7, 17), 2, 0, 1));
        cases.add(transpose(samples.gaussian(3, 7, 17), 1, 0, 2));
        cases.add(transpose(samples.gaussian(3, 7, 17), 0, 1, 2));
        cases.add(transpose(samples.gaussian(2, 3, 5, 7), 3, 1, 0, 2));
        cases.add(transpose(samples.gaussian(3, 0, 2), 2, 1, 0));
        cases.add(transpose(samples.integers(-9, 9, 7, 5), 1, 0));
    }

    private static OpCase transpose(Tensor x, Integer... permutation) {
        return OpCase.of(new Transpose(List.of(permutation)), x);
    }

    private static void addSlices(List<OpCase> cases, Samples samples) {
        cases.add(slice(samples.gaussian(33), List.of(0), List.of(33), List.of(1)));
        cases.add(slice(samples.gaussian(33), List.of(5), List.of(6), List.of(1)));
        cases.add(slice(samples.gaussian(33), List.of(1), List.of(33), List.of(2)));
        cases.add(slice(samples.gaussian(33), List.of(2), List.of(30), List.of(7)));
        cases.add(slice(samples.gaussian(33), List.of(4), List.of(4), List.of(1)));
        cases.add(slice(samples.gaussian(7, 17, 3), List.of(0, 3, 0), List.of(7, 17, 3), List.of(1, 1, 1)));
        cases.add(slice(samples.gaussian(7, 17, 3), List.of(2, 3, 1), List.of(6, 17, 2), List.of(3, 2, 1)));
        cases.add(slice(samples.gaussian(7, 17, 3), List.of(0, 0, 0), List.of(7, 17, 3), List.of(1, 2, 2)));
        cases.add(slice(samples.gaussian(), List.of(), List.of(), List.of()));
        cases.add(slice(samples.integers(-9, 9, 7, 5), List.of(1, 1), List.of(7, 4), List.of(2, 1)));
    }

    private static OpCase slice(Tensor x, List<Integer> starts, List<Integer> limits, List<Integer> strides) {
        return OpCase.of(new Slice(starts, limits, strides), x);
    }

    private static void addPads(List<OpCase> cases, Samples samples) {
        cases.add(pad(samples.gaussian(33), List.of(2), List.of(3), List.of(0)));
        cases.add(pad(samples.gaussian(7), List.of(0), List.of(0), List.of(2)));
        cases.add(pad(samples.gaussian(1), List.of(4), List.of(0), List.of(3)));
        cases.add(pad(samples.gaussian(7, 17, 3), List.of(0, 6, 0), List.of(0, 0, 0), List.of(0, 0, 0)));
        cases.add(pad(samples.gaussian(7, 17, 3), List.of(1, 0, 2), List.of(2, 1, 0), List.of(0, 1, 2)));
        cases.add(pad(samples.gaussian(7, 17, 3), List.of(0, 0, 0), List.of(0, 0, 0), List.of(0, 0, 0)));
        cases.add(pad(samples.gaussian(0, 3), List.of(2, 0), List.of(1, 0), List.of(3, 0)));
        cases.add(pad(samples.gaussian(), List.of(), List.of(), List.of()));
        cases.add(pad(samples.integers(1, 9, 7), List.of(1), List.of(1), List.of(1)));
    }

    private static OpCase pad(Tensor x, List<Integer> low, List<Integer> high, List<Integer> interior) {
        return OpCase.of(new Pad(low, high, interior), x);
    }

    private static void addConcats(List<OpCase> cases, Samples samples) {
        cases.add(OpCase.of(new Concat(0), samples.gaussian(7), samples.gaussian(1), samples.gaussian(17)));
        cases.add(OpCase.of(new Concat(0), samples.gaussian(7)));
        cases.add(OpCase.of(new Concat(0), samples.gaussian(2, 3), samples.gaussian(4, 3)));
        cases.add(OpCase.of(new Concat(1), samples.gaussian(3, 2, 5), samples.gaussian(3, 7, 5)));
        cases.add(OpCase.of(new Concat(2), samples.gaussian(3, 2, 5), samples.gaussian(3, 2, 1)));
        cases.add(OpCase.of(new Concat(1), samples.gaussian(3, 0), samples.gaussian(3, 2)));
        cases.add(OpCase.of(new Concat(0), samples.integers(-9, 9, 2, 3), samples.integers(-9, 9, 1, 3)));
        cases.add(OpCase.of(new Concat(1), samples.gaussian(3, 17))
                .prepared((_, inputs) -> List.of(inputs.getFirst(), inputs.getFirst()))
                .named("of one value twice"));
    }
}
