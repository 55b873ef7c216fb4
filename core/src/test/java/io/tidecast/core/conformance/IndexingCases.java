package io.tidecast.core.conformance;

import io.tidecast.core.graph.DynamicSlice;
import io.tidecast.core.graph.DynamicUpdate;
import io.tidecast.core.graph.Gather;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.graph.RandomUniform;
import io.tidecast.core.graph.ScatterAdd;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Cases of the operations whose places are known only at run time, and of those that make elements from their place. */
final class IndexingCases {
    private static final int[] INDICES = {-1000, -1, 0, 1, 3, 5, 6, 7, 1000, Integer.MIN_VALUE, Integer.MAX_VALUE};

    private IndexingCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        addDynamic(cases, new Samples(41));
        addTables(cases, new Samples(42));
        addIotas(cases);
        addRandom(cases);
        return cases;
    }

    private static void addDynamic(List<OpCase> cases, Samples samples) {
        for (int index : INDICES) {
            Tensor at = Samples.index(index);
            String detail = "at " + index;
            cases.add(OpCase.of(new DynamicSlice(0, 1), samples.gaussian(7, 3), at)
                    .named(detail));
            cases.add(OpCase.of(new DynamicSlice(1, 2), samples.gaussian(3, 7, 5), at)
                    .named(detail));
            cases.add(OpCase.of(new DynamicUpdate(0), samples.gaussian(7, 3), samples.gaussian(1, 3), at)
                    .named(detail));
            cases.add(OpCase.of(new DynamicUpdate(1), samples.gaussian(3, 7, 5), samples.gaussian(3, 2, 5), at)
                    .named(detail));
        }
        Tensor at = Samples.index(1);
        cases.add(OpCase.of(new DynamicSlice(0, 7), samples.gaussian(7), at).named("whole"));
        cases.add(OpCase.of(new DynamicSlice(2, 17), samples.gaussian(3, 1, 33), at));
        cases.add(OpCase.of(new DynamicSlice(0, 0), samples.gaussian(7), at).named("none"));
        cases.add(OpCase.of(new DynamicSlice(0, 3), samples.integers(-9, 9, 7, 2), at));
        cases.add(OpCase.of(new DynamicUpdate(0), samples.gaussian(7), samples.gaussian(7), at)
                .named("whole"));
        cases.add(OpCase.of(new DynamicUpdate(2), samples.gaussian(3, 1, 33), samples.gaussian(3, 1, 17), at));
        cases.add(OpCase.of(new DynamicUpdate(0), samples.gaussian(7, 2), samples.gaussian(0, 2), at)
                .named("none"));
        cases.add(OpCase.of(new DynamicUpdate(0), samples.integers(-9, 9, 7, 2), samples.integers(-9, 9, 2, 2), at));
    }

    private static void addTables(List<OpCase> cases, Samples samples) {
        cases.add(OpCase.of(new Gather(), samples.gaussian(7), samples.integers(0, 7, 33)));
        cases.add(OpCase.of(new Gather(), samples.gaussian(7, 17), samples.integers(0, 7, 5)));
        cases.add(OpCase.of(new Gather(), samples.gaussian(7, 3, 2), samples.integers(-3, 12, 4, 3)));
        cases.add(OpCase.of(new Gather(), samples.gaussian(1, 3), samples.integers(-3, 3, 7)));
        cases.add(OpCase.of(new Gather(), samples.gaussian(7, 3), Samples.index(4)));
        cases.add(OpCase.of(new Gather(), samples.gaussian(7, 3), samples.integers(0, 7, 0)));
        cases.add(OpCase.of(new Gather(), samples.integers(-9, 9, 7, 3), samples.integers(0, 7, 5)));
        cases.add(OpCase.of(new ScatterAdd(7), samples.gaussian(33), samples.integers(0, 7, 33)));
        cases.add(OpCase.of(new ScatterAdd(7), samples.gaussian(5, 17), samples.integers(0, 7, 5)));
        cases.add(OpCase.of(new ScatterAdd(5), samples.gaussian(4, 3, 2), samples.integers(-3, 12, 4, 3)));
        cases.add(OpCase.of(new ScatterAdd(1), samples.gaussian(7, 3), samples.integers(-3, 3, 7)));
        cases.add(OpCase.of(new ScatterAdd(4), samples.gaussian(3), Samples.index(2)));
        cases.add(OpCase.of(new ScatterAdd(4), samples.gaussian(0, 3), samples.integers(0, 4, 0)));
    }

    private static void addIotas(List<OpCase> cases) {
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            cases.add(OpCase.of(new Iota(TensorType.i32(3, 7, 17), axis)));
            cases.add(OpCase.of(floating -> new Iota(new TensorType(floating, Shape.of(3, 7, 17)), along)));
        }
        cases.add(OpCase.of(new Iota(TensorType.i32(33), 0)));
        cases.add(OpCase.of(new Iota(TensorType.i32(0), 0)));
    }

    private static void addRandom(List<OpCase> cases) {
        int[][] shapes = {{}, {1}, {7}, {17}, {33, 3}, {130}, {0}};
        for (int[] shape : shapes) {
            cases.add(random(shape, 3, 5, 7, 11));
        }
        cases.add(random(new int[] {33}, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, -1));
        cases.add(random(new int[] {33}, 0, 0, 0, 0));
    }

    private static OpCase random(int[] shape, int stream, int seedLow, int seedHigh, int step) {
        Tensor seed = Tensor.of(new int[] {seedLow, seedHigh}, 2);
        return OpCase.of(
                        floating -> new RandomUniform(new TensorType(floating, Shape.of(shape)), stream),
                        seed,
                        Samples.index(step))
                .named("seed " + seedLow + " " + seedHigh + " step " + step)
                .within(0);
    }
}
