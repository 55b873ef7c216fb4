package io.tidecast.core.conformance;

import io.tidecast.core.graph.MatMul;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Cases of products and reductions. */
final class MatrixCases {
    private static final double OF_SUMS = 1e-5;
    private static final int[][] PRODUCTS = {
        {1, 1, 1},
        {1, 7, 1},
        {7, 1, 17},
        {17, 33, 7},
        {33, 17, 33},
        {1, 33, 65},
        {65, 33, 1},
        {20, 60, 96},
        {60, 20, 31},
        {13, 4, 129},
        {0, 3, 2},
        {2, 0, 3},
        {3, 2, 0}
    };

    private MatrixCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        addProducts(cases, new Samples(21));
        addReductions(cases, new Samples(22));
        return cases;
    }

    private static void addProducts(List<OpCase> cases, Samples samples) {
        for (int[] extents : PRODUCTS) {
            int m = extents[0];
            int k = extents[1];
            int n = extents[2];
            for (boolean transposeLeft : new boolean[] {false, true}) {
                for (boolean transposeRight : new boolean[] {false, true}) {
                    Tensor left = transposeLeft ? samples.gaussian(k, m) : samples.gaussian(m, k);
                    Tensor right = transposeRight ? samples.gaussian(n, k) : samples.gaussian(k, n);
                    cases.add(OpCase.of(new MatMul(transposeLeft, transposeRight), left, right)
                            .within(OF_SUMS));
                }
            }
        }
        float[] left = {0, Float.NaN, 1, Float.POSITIVE_INFINITY, 2, 3};
        float[] right = {1, 2, 0, 4, Float.NaN, 6};
        cases.add(OpCase.of(new MatMul(false, false), Tensor.of(left, 2, 3), Tensor.of(right, 3, 2))
                .named("special")
                .withoutGradient());
    }

    private static void addReductions(List<OpCase> cases, Samples samples) {
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            cases.add(reduce(kind, samples.gaussian(33), 0));
            cases.add(reduce(kind, samples.gaussian()));
            cases.add(reduce(kind, samples.gaussian(7, 17), 0));
            cases.add(reduce(kind, samples.gaussian(7, 17), 1));
            cases.add(reduce(kind, samples.gaussian(7, 17), 0, 1));
            cases.add(reduce(kind, samples.gaussian(7, 17), 1, 0));
            cases.add(reduce(kind, samples.gaussian(7, 17)));
            cases.add(reduce(kind, samples.gaussian(3, 5, 33), 0, 2));
            cases.add(reduce(kind, samples.gaussian(3, 5, 33), 1));
            cases.add(reduce(kind, samples.gaussian(3, 5, 33), 1, 2));
            cases.add(reduce(kind, samples.gaussian(3, 1, 1), 1, 2));
            cases.add(reduce(kind, samples.gaussian(1, 1000), 1));
            OpCase ofNone = reduce(kind, samples.gaussian(3, 0), 1).named("of none");
            cases.add(kind == Reduce.Kind.MAX ? ofNone.withoutGradient() : ofNone);
            cases.add(reduce(kind, samples.gaussian(0, 3), 1).named("to none"));
            float[] special = {Float.NaN, 1, 2, 3, Float.NaN, 4, -1, Float.NEGATIVE_INFINITY, 5};
            cases.add(reduce(kind, Tensor.of(special, 3, 3), 1).named("special").withoutGradient());
            cases.add(reduce(kind, Tensor.of(special.clone(), 3, 3), 0)
                    .named("special")
                    .withoutGradient());
            cases.add(reduce(kind, samples.ties(7, 17), 1).named("ties").withoutGradient());
        }
    }

    private static OpCase reduce(Reduce.Kind kind, Tensor x, Integer... axes) {
        return OpCase.of(new Reduce(kind, List.of(axes)), x).within(OF_SUMS);
    }
}
