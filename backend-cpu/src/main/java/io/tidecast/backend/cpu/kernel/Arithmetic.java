package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Arithmetic and comparisons, each one loop over whole vectors. */
public final class Arithmetic {
    private static final int SIGN = 0x80000000;
    private static final float NO_FRACTION = 0x1p23f;

    private Arithmetic() {}

    /** Writes −x. */
    public static void negate(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            v.neg().intoArray(y, yAt + i);
        }
    }

    /** Writes |x|. */
    public static void abs(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            v.abs().intoArray(y, yAt + i);
        }
    }

    /** Writes √x. */
    public static void sqrt(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            v.sqrt().intoArray(y, yAt + i);
        }
    }

    /** Writes 1 / x. */
    public static void reciprocal(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            FloatVector.broadcast(Lanes.FLOATS, 1f).div(v).intoArray(y, yAt + i);
        }
    }

    /** Writes −1, 0 or 1; what is not a number stays so. */
    public static void sign(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            VectorMask<Float> positive = v.compare(VectorOperators.GT, 0f);
            VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
            v.blend(1f, positive).blend(-1f, negative).intoArray(y, yAt + i);
        }
    }

    /** Writes max(x, 0). */
    public static void relu(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, yAt + i);
        }
    }

    /** Writes the largest integer not above x. */
    public static void floor(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            FloatVector magnitude = v.abs();
            // adding and taking away 2²³ leaves no place for a fraction
            IntVector rounded = magnitude.add(NO_FRACTION).sub(NO_FRACTION).reinterpretAsInts();
            FloatVector signed = rounded.or(v.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
            FloatVector down = signed.blend(signed.sub(1f), signed.compare(VectorOperators.GT, v));
            v.blend(down, magnitude.compare(VectorOperators.LT, NO_FRACTION)).intoArray(y, yAt + i);
        }
    }

    /** Writes a + b. */
    public static void add(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            v.add(w).intoArray(y, yAt + i);
        }
    }

    /** Writes a − b. */
    public static void subtract(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            v.sub(w).intoArray(y, yAt + i);
        }
    }

    /** Writes a · b. */
    public static void multiply(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            v.mul(w).intoArray(y, yAt + i);
        }
    }

    /** Writes a / b. */
    public static void divide(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            v.div(w).intoArray(y, yAt + i);
        }
    }

    /** Writes the larger. */
    public static void maximum(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            v.max(w).intoArray(y, yAt + i);
        }
    }

    /** Writes the smaller. */
    public static void minimum(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            v.min(w).intoArray(y, yAt + i);
        }
    }

    /** Writes 1 where a < b, else 0. */
    public static void less(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            VectorMask<Float> holds = v.compare(VectorOperators.LT, w);
            FloatVector.zero(Lanes.FLOATS).blend(1f, holds).intoArray(y, yAt + i);
        }
    }

    /** Writes 1 where a ≤ b, else 0. */
    public static void lessEqual(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            VectorMask<Float> holds = v.compare(VectorOperators.LE, w);
            FloatVector.zero(Lanes.FLOATS).blend(1f, holds).intoArray(y, yAt + i);
        }
    }

    /** Writes 1 where a = b, else 0. */
    public static void equal(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            VectorMask<Float> holds = v.compare(VectorOperators.EQ, w);
            FloatVector.zero(Lanes.FLOATS).blend(1f, holds).intoArray(y, yAt + i);
        }
    }

    /** Writes the second operand where the first is not 0, else the third. */
    public static void select(Span[] operands, Span[] results, int from, int count) {
        select(
                operands[0].array(),
                operands[0].at() + from,
                operands[1].array(),
                operands[1].at() + from,
                operands[2].array(),
                operands[2].at() + from,
                results[0].array(),
                results[0].at() + from,
                count);
    }

    private static void select(
            float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector condition = FloatVector.fromArray(Lanes.FLOATS, c, cAt + i);
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, a, aAt + i);
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, b, bAt + i);
            v.blend(w, condition.compare(VectorOperators.EQ, 0f)).intoArray(y, yAt + i);
        }
    }
}
