package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The natural logarithm, one loop over whole vectors.
 *
 * <p>x = 2ⁿ·(1 + f) with 1 + f in [√½, √2), so ln x = n·ln 2 + f − f²/2 + f³·p(f), where p is the minimax polynomial of
 * degree 7 and leaves a relative error of 6e-9.
 */
public final class Logarithm {
    private static final float LN2_HIGH = 0.69314575f;
    private static final float LN2_LOW = 1.4286068e-6f;
    private static final float P0 = 0.3333333f;
    private static final float P1 = -0.25000823f;
    private static final float P2 = 0.20001225f;
    private static final float P3 = -0.16623293f;
    private static final float P4 = 0.14201736f;
    private static final float P5 = -0.13160843f;
    private static final float P6 = 0.1276207f;
    private static final float P7 = -0.07633274f;
    private static final float SMALLEST_NORMAL = 0x1p-126f;
    private static final int ROOT_HALF = 0x3F3504F3;
    private static final int MANTISSA = 0x007FFFFF;
    private static final int EXPONENT = 23;
    private static final float ROUNDER = 0x1.8p23f;

    private Logarithm() {}

    /** Writes ln x; −∞ of 0, not a number below. */
    public static void log(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            VectorMask<Float> subnormal = v.compare(VectorOperators.LT, SMALLEST_NORMAL);
            FloatVector scaled = v.blend(v.mul(0x1p24f), subnormal);
            FloatVector correction = FloatVector.zero(Lanes.FLOATS).blend(-24f, subnormal);
            IntVector shifted = scaled.reinterpretAsInts().sub(ROOT_HALF);
            IntVector exponent = shifted.lanewise(VectorOperators.ASHR, EXPONENT);
            FloatVector f =
                    shifted.and(MANTISSA).add(ROOT_HALF).reinterpretAsFloats().sub(1f);
            FloatVector n =
                    exponent.add(0x4B400000).reinterpretAsFloats().sub(ROUNDER).add(correction);
            FloatVector p = FloatVector.broadcast(Lanes.FLOATS, P7).lanewise(VectorOperators.FMA, f, P6);
            p = p.lanewise(VectorOperators.FMA, f, P5);
            p = p.lanewise(VectorOperators.FMA, f, P4);
            p = p.lanewise(VectorOperators.FMA, f, P3);
            p = p.lanewise(VectorOperators.FMA, f, P2);
            p = p.lanewise(VectorOperators.FMA, f, P1);
            p = p.lanewise(VectorOperators.FMA, f, P0);
            FloatVector square = f.mul(f);
            FloatVector tail =
                    n.lanewise(VectorOperators.FMA, LN2_LOW, square.mul(f).mul(p));
            tail = square.lanewise(VectorOperators.FMA, -0.5f, tail);
            FloatVector result = n.lanewise(VectorOperators.FMA, LN2_HIGH, f.add(tail));
            result = result.blend(v, v.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            result = result.blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0f));
            result = result.blend(Float.NaN, v.compare(VectorOperators.LT, 0f));
            result = result.blend(v, v.compare(VectorOperators.NE, v));
            result.intoArray(y, yAt + i);
        }
    }
}
