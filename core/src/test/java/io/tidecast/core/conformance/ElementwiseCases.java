package io.tidecast.core.conformance;

import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Cast;
import io.tidecast.core.graph.Compare;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Select;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Cases of the functions of each element alone. */
final class ElementwiseCases {
    private static final int[][] SHAPES = {{}, {1}, {7}, {17}, {33}, {3, 5}, {2, 1, 130}, {0}};
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final float[] SPECIAL = {
        Float.NaN, INFINITY, -INFINITY, 0f, -0f, 1f, -1f, 1e-30f, -1e-30f, 1e30f, -1e30f, 88f, -88f, 100f, -100f, 1e-4f,
        9f
    };
    private static final int[] EXTREME_INTEGERS = {
        Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1, -1, 7, -7, 65536, Integer.MIN_VALUE
    };
    private static final int[] DIVISORS = {-1, Integer.MAX_VALUE, 0, 2, 3, -2, 2, 65536, Integer.MIN_VALUE};

    private ElementwiseCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        Samples samples = new Samples(11);
        for (Unary.Kind kind : Unary.Kind.values()) {
            addUnary(cases, kind, samples);
        }
        for (Binary.Kind kind : Binary.Kind.values()) {
            addBinary(cases, kind, samples);
        }
        for (Compare.Kind kind : Compare.Kind.values()) {
            Op compare = new Compare(kind);
            cases.add(OpCase.of(compare, samples.gaussian(33), samples.gaussian(33)));
            cases.add(OpCase.of(compare, samples.ties(7, 5), samples.ties(7, 5))
                    .named("ties")
                    .withoutGradient());
            cases.add(specialPairs(compare));
            cases.add(OpCase.of(compare, samples.integers(-3, 3, 17), samples.integers(-3, 3, 17)));
        }
        addSelect(cases, samples);
        addCast(cases, samples);
        return cases;
    }

    private static void addUnary(List<OpCase> cases, Unary.Kind kind, Samples samples) {
        Op unary = new Unary(kind);
        for (int[] shape : SHAPES) {
            cases.add(OpCase.of(unary, domain(kind, samples, shape)));
        }
        cases.add(OpCase.of(unary, Tensor.of(SPECIAL.clone(), SPECIAL.length))
                .named("special")
                .withoutGradient());
        switch (kind) {
            case NEGATE, ABS, SIGN ->
                cases.add(OpCase.of(unary, Tensor.of(EXTREME_INTEGERS.clone(), EXTREME_INTEGERS.length)));
            case EXP, TANH, SIGMOID ->
                cases.add(
                        OpCase.of(unary, samples.scaled(20, 257)).named("wide").withoutGradient());
            case LOG, SQRT, RELU, FLOOR, RECIPROCAL -> {}
        }
    }

    private static Tensor domain(Unary.Kind kind, Samples samples, int... shape) {
        return switch (kind) {
            case NEGATE, ABS, SIGN, EXP, TANH, SIGMOID, RELU -> samples.gaussian(shape);
            case FLOOR -> samples.scaled(3, shape);
            case LOG, SQRT, RECIPROCAL -> samples.positive(shape);
        };
    }

    private static void addBinary(List<OpCase> cases, Binary.Kind kind, Samples samples) {
        Op binary = new Binary(kind);
        for (int[] shape : SHAPES) {
            cases.add(OpCase.of(binary, samples.gaussian(shape), samples.awayFromZero(shape)));
        }
        cases.add(OpCase.of(binary, samples.ties(7, 5), samples.ties(7, 5))
                .named("ties")
                .withoutGradient());
        cases.add(specialPairs(binary));
        cases.add(OpCase.of(
                binary,
                Tensor.of(EXTREME_INTEGERS.clone(), EXTREME_INTEGERS.length),
                Tensor.of(DIVISORS.clone(), DIVISORS.length)));
        Tensor both = samples.awayFromZero(17);
        cases.add(OpCase.of(binary, both)
                .prepared((_, inputs) -> List.of(inputs.getFirst(), inputs.getFirst()))
                .named("of one value twice")
                .withoutGradient());
    }

    private static OpCase specialPairs(Op op) {
        int count = SPECIAL.length;
        float[] left = new float[count * count];
        float[] right = new float[count * count];
        for (int i = 0; i < left.length; i++) {
            left[i] = SPECIAL[i / count];
            right[i] = SPECIAL[i % count];
        }
        return OpCase.of(op, Tensor.of(left, left.length), Tensor.of(right, right.length))
                .named("special")
                .withoutGradient();
    }

    private static void addSelect(List<OpCase> cases, Samples samples) {
        for (int[] shape : SHAPES) {
            cases.add(OpCase.of(new Select(), samples.ties(shape), samples.gaussian(shape), samples.gaussian(shape))
                    .withoutGradient());
        }
        cases.add(OpCase.of(new Select(), samples.awayFromZero(17), samples.gaussian(17), samples.gaussian(17))
                .named("always"));
        Tensor special = Tensor.of(SPECIAL.clone(), SPECIAL.length);
        cases.add(OpCase.of(new Select(), special, samples.gaussian(SPECIAL.length), samples.gaussian(SPECIAL.length))
                .named("special condition")
                .withoutGradient());
        cases.add(OpCase.of(new Select(), samples.ties(SPECIAL.length), special, special.copy())
                .named("special choices")
                .withoutGradient());
        cases.add(OpCase.of(
                new Select(), samples.integers(0, 2, 33), samples.integers(-9, 9, 33), samples.integers(-9, 9, 33)));
    }

    private static void addCast(List<OpCase> cases, Samples samples) {
        Op toInteger = new Cast(DType.I32);
        cases.add(OpCase.of(toInteger, samples.scaled(5, 33)));
        float[] large = {Float.NaN, INFINITY, -INFINITY, 3e9f, -3e9f, 2.9f, -2.9f, 0.99f, -0.99f, -0f};
        cases.add(OpCase.of(toInteger, Tensor.of(large, large.length))
                .named("special")
                .withoutGradient());
        cases.add(OpCase.of(Cast::new, samples.integers(-1000, 1000, 17)));
        cases.add(OpCase.of(Cast::new, Tensor.of(EXTREME_INTEGERS.clone(), EXTREME_INTEGERS.length)));
        cases.add(OpCase.of(Cast::new, samples.gaussian(7)));
        cases.add(OpCase.of(toInteger, samples.integers(-5, 5, 7)));
    }
}
