package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Kernel;
import org.nd4j.nativeblas.NativeOps;

/** ND4J's elementwise functions, by the family that they are called in and their number there (its {@code legacy_ops.h}). */
enum NativeFunction {
    NEGATE(Family.SAME, 3),
    ABS(Family.SAME, 0),
    SIGN(Family.SAME, 1),
    RECIPROCAL(Family.SAME, 11),
    TIMES_ONE_MINUS(Family.SAME, 5),
    SQUARE(Family.SAME, 12),
    ONE_MINUS(Family.SAME, 7),
    FLOOR(Family.SAME, 18),
    EXP(Family.STRICT, 23),
    LOG(Family.STRICT, 24),
    SIGMOID(Family.STRICT, 26),
    TANH(Family.STRICT, 29),
    SQRT(Family.FLOAT, 1),
    CONVERT(Family.ANY, 0),
    ADD(Family.PAIRWISE, 0),
    DIVIDE(Family.PAIRWISE, 2),
    MULTIPLY(Family.PAIRWISE, 3),
    SUBTRACT(Family.PAIRWISE, 6),
    MAXIMUM(Family.PAIRWISE, 7),
    MINIMUM(Family.PAIRWISE, 8),
    EQUAL(Family.COMPARISON, 0),
    LESS(Family.COMPARISON, 2),
    LESS_EQUAL(Family.COMPARISON, 11);

    private enum Family {
        /** Of one operand, whose type the result has. */
        SAME,
        /** Of one floating operand, whose type the result has. */
        STRICT,
        /** Of one operand, to floats. */
        FLOAT,
        /** Of one operand, to any type. */
        ANY,
        /** Of two operands, whose type the result has. */
        PAIRWISE,
        /** Of two operands, to truth values. */
        COMPARISON
    }

    private final Family family;
    private final int number;

    NativeFunction(Family family, int number) {
        this.family = family;
        this.number = number;
    }

    /** Returns the function of one operand; the result may lie where it does. */
    Kernel of(NativeLibrary library, NativeArray x, NativeArray result) {
        NativeOps operations = library.operations();
        return switch (family) {
            case SAME ->
                () -> {
                    operations.execTransformSame(
                            null, number, x.buffer(), x.shape(), null, result.buffer(), result.shape(), null, null);
                    library.check(name());
                };
            case STRICT ->
                () -> {
                    operations.execTransformStrict(
                            null, number, x.buffer(), x.shape(), null, result.buffer(), result.shape(), null, null);
                    library.check(name());
                };
            case FLOAT ->
                () -> {
                    operations.execTransformFloat(
                            null, number, x.buffer(), x.shape(), null, result.buffer(), result.shape(), null, null);
                    library.check(name());
                };
            case ANY ->
                () -> {
                    operations.execTransformAny(
                            null, number, x.buffer(), x.shape(), null, result.buffer(), result.shape(), null, null);
                    library.check(name());
                };
            case PAIRWISE, COMPARISON -> throw new IllegalArgumentException(name() + " has two operands");
        };
    }

    /** Returns the function of two operands; the result may lie where one of them does. */
    Kernel of(NativeLibrary library, NativeArray x, NativeArray y, NativeArray result) {
        NativeOps operations = library.operations();
        return switch (family) {
            case PAIRWISE ->
                () -> {
                    operations.execPairwiseTransform(
                            null,
                            number,
                            x.buffer(),
                            x.shape(),
                            null,
                            y.buffer(),
                            y.shape(),
                            null,
                            result.buffer(),
                            result.shape(),
                            null,
                            null);
                    library.check(name());
                };
            case COMPARISON ->
                () -> {
                    operations.execPairwiseTransformBool(
                            null,
                            number,
                            x.buffer(),
                            x.shape(),
                            null,
                            y.buffer(),
                            y.shape(),
                            null,
                            result.buffer(),
                            result.shape(),
                            null,
                            null);
                    library.check(name());
                };
            case SAME, STRICT, FLOAT, ANY -> throw new IllegalArgumentException(name() + " has one operand");
        };
    }
}
