package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Kernel;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.OpaqueDataBuffer;

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

    /** ND4J's entry to a family of functions of one operand. */
    @FunctionalInterface
    private interface OneOperand {
        void run(
                @Nullable PointerPointer<?> extras,
                int number,
                OpaqueDataBuffer x,
                LongPointer xShape,
                @Nullable LongPointer xShapeOnDevice,
                OpaqueDataBuffer result,
                LongPointer resultShape,
                @Nullable LongPointer resultShapeOnDevice,
                @Nullable Pointer parameters);
    }

    /** ND4J's entry to a family of functions of two operands. */
    @FunctionalInterface
    private interface TwoOperands {
        void run(
                @Nullable PointerPointer<?> extras,
                int number,
                OpaqueDataBuffer x,
                LongPointer xShape,
                @Nullable LongPointer xShapeOnDevice,
                OpaqueDataBuffer y,
                LongPointer yShape,
                @Nullable LongPointer yShapeOnDevice,
                OpaqueDataBuffer result,
                LongPointer resultShape,
                @Nullable LongPointer resultShapeOnDevice,
                @Nullable Pointer parameters);
    }

    /** Returns the function of one operand; the result may lie where it does. */
    Kernel of(NativeLibrary library, NativeArray x, NativeArray result) {
        NativeOps operations = library.operations();
        OneOperand entry = switch (family) {
            case SAME -> operations::execTransformSame;
            case STRICT -> operations::execTransformStrict;
            case FLOAT -> operations::execTransformFloat;
            case ANY -> operations::execTransformAny;
            case PAIRWISE, COMPARISON -> throw new IllegalArgumentException(name() + " has two operands");
        };
        return () -> {
            entry.run(null, number, x.buffer(), x.shape(), null, result.buffer(), result.shape(), null, null);
            library.check(name());
        };
    }

    /** Returns the function of two operands; the result may lie where one of them does. */
    Kernel of(NativeLibrary library, NativeArray x, NativeArray y, NativeArray result) {
        NativeOps operations = library.operations();
        TwoOperands entry = switch (family) {
            case PAIRWISE -> operations::execPairwiseTransform;
            case COMPARISON -> operations::execPairwiseTransformBool;
            case SAME, STRICT, FLOAT, ANY -> throw new IllegalArgumentException(name() + " has one operand");
        };
        return () -> {
            entry.run(
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
    }
}
