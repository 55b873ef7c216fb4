package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions built on eˣ, each one loop over whole vectors.
 *
 * <p>x = n·ln 2 + r with |r| ≤ ln 2 / 2, so eˣ = 2ⁿ·(1 + r + r²·q(r)), where q is the minimax polynomial of degree 4 for
 * (eʳ − 1 − r)/r² and leaves a relative error of 1.4e-8 in eʳ − 1. n is found by adding 1.5·2²³, which leaves it in the
 * sum's low bits, from where a shift makes it an exponent.
 */
public final class Exponential {
    static final float LOG2_E = 1.442695f;
    private static final float LN2_HIGH = 0.69314575f;
    private static final float LN2_LOW = 1.4286068e-6f;
    static final float ROUNDER = 0x1.8p23f;
    static final float Q0 = 0.49999997f;
    static final float Q1 = 0.16666542f;
    static final float Q2 = 0.041667204f;
    static final float Q3 = 0.008366647f;
    static final float Q4 = 0.0013882497f;
    static final int EXPONENT = 23;
    private static final int ONE = 0x3F800000;
    private static final int SIGN = 0x80000000;

    private Exponential() {}

    /** Writes eˣ; underflows gradually and overflows to infinity. */
    public static void exp(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            v = v.blend(-104.5f, v.compare(VectorOperators.LT, -104.5f));
            v = v.blend(89f, v.compare(VectorOperators.GT, 89f));
            FloatVector t = v.lanewise(VectorOperators.FMA, LOG2_E, ROUNDER);
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.lanewise(VectorOperators.FMA, -LN2_HIGH, v);
            r = n.lanewise(VectorOperators.FMA, -LN2_LOW, r);
            FloatVector q = FloatVector.broadcast(Lanes.FLOATS, Q4).lanewise(VectorOperators.FMA, r, Q3);
            q = q.lanewise(VectorOperators.FMA, r, Q2);
            q = q.lanewise(VectorOperators.FMA, r, Q1);
            q = q.lanewise(VectorOperators.FMA, r, Q0);
            FloatVector power = r.mul(r).fma(q, r).add(1f);
            // 2ⁿ in two factors, since n reaches from −151 to 128
            IntVector exponent = t.reinterpretAsInts().sub(0x4B400000);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            FloatVector first =
                    half.lanewise(VectorOperators.LSHL, EXPONENT).add(ONE).reinterpretAsFloats();
            FloatVector second = exponent.sub(half)
                    .lanewise(VectorOperators.LSHL, EXPONENT)
                    .add(ONE)
                    .reinterpretAsFloats();
            power.mul(first).mul(second).intoArray(y, yAt + i);
        }
    }

    /** Writes 1 / (1 + e⁻ˣ), accurate relative to its own size down to x = −87. */
    public static void sigmoid(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i).neg();
            v = v.blend(-87f, v.compare(VectorOperators.LT, -87f));
            v = v.blend(88f, v.compare(VectorOperators.GT, 88f));
            FloatVector t = v.lanewise(VectorOperators.FMA, LOG2_E, ROUNDER);
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.lanewise(VectorOperators.FMA, -LN2_HIGH, v);
            r = n.lanewise(VectorOperators.FMA, -LN2_LOW, r);
            FloatVector q = FloatVector.broadcast(Lanes.FLOATS, Q4).lanewise(VectorOperators.FMA, r, Q3);
            q = q.lanewise(VectorOperators.FMA, r, Q2);
            q = q.lanewise(VectorOperators.FMA, r, Q1);
            q = q.lanewise(VectorOperators.FMA, r, Q0);
            FloatVector rest = r.mul(r).fma(q, r);
            FloatVector power = t.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, EXPONENT)
                    .add(ONE)
                    .reinterpretAsFloats();
            FloatVector one = FloatVector.broadcast(Lanes.FLOATS, 1f);
            one.div(power.fma(rest, power).add(one)).intoArray(y, yAt + i);
        }
    }

    /** Writes s = 1 / (1 + e⁻ˣ) as {@link #sigmoid} does, and f · s to z. */
    static void sigmoidTimes(
            float[] x, int xAt, float[] f, int fAt, float[] s, int sAt, float[] z, int zAt, int count) {
        // the sigmoid is written out again: a method that returned the vector would allocate it where it is not inlined
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i).neg();
            v = v.blend(-87f, v.compare(VectorOperators.LT, -87f));
            v = v.blend(88f, v.compare(VectorOperators.GT, 88f));
            FloatVector t = v.lanewise(VectorOperators.FMA, LOG2_E, ROUNDER);
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.lanewise(VectorOperators.FMA, -LN2_HIGH, v);
            r = n.lanewise(VectorOperators.FMA, -LN2_LOW, r);
            FloatVector q = FloatVector.broadcast(Lanes.FLOATS, Q4).lanewise(VectorOperators.FMA, r, Q3);
            q = q.lanewise(VectorOperators.FMA, r, Q2);
            q = q.lanewise(VectorOperators.FMA, r, Q1);
            q = q.lanewise(VectorOperators.FMA, r, Q0);
            FloatVector rest = r.mul(r).fma(q, r);
            FloatVector power = t.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, EXPONENT)
                    .add(ONE)
                    .reinterpretAsFloats();
            FloatVector one = FloatVector.broadcast(Lanes.FLOATS, 1f);
            FloatVector sigmoid = one.div(power.fma(rest, power).add(one));
            sigmoid.intoArray(s, sAt + i);
            sigmoid.mul(FloatVector.fromArray(Lanes.FLOATS, f, fAt + i)).intoArray(z, zAt + i);
        }
    }

    /** Writes tanh x = −m / (2 + m) with m = e^(−2|x|) − 1, under the sign of x. */
    public static void tanh(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            IntVector sign = v.reinterpretAsInts().and(SIGN);
            FloatVector u = v.abs();
            u = u.blend(10f, u.compare(VectorOperators.GT, 10f)).mul(-2f);
            FloatVector t = u.lanewise(VectorOperators.FMA, LOG2_E, ROUNDER);
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.lanewise(VectorOperators.FMA, -LN2_HIGH, u);
            r = n.lanewise(VectorOperators.FMA, -LN2_LOW, r);
            FloatVector q = FloatVector.broadcast(Lanes.FLOATS, Q4).lanewise(VectorOperators.FMA, r, Q3);
            q = q.lanewise(VectorOperators.FMA, r, Q2);
            q = q.lanewise(VectorOperators.FMA, r, Q1);
            q = q.lanewise(VectorOperators.FMA, r, Q0);
            FloatVector rest = r.mul(r).fma(q, r);
            FloatVector power = t.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, EXPONENT)
                    .add(ONE)
                    .reinterpretAsFloats();
            FloatVector m = power.fma(rest, power.sub(1f));
            FloatVector magnitude = m.neg().div(m.add(2f));
            magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yAt + i);
        }
    }

    /** Writes tanh f / (1 + e⁻ˢ) with a single division: −m / ((2 + m) · (1 + e⁻ˢ)) under the sign of f, see {@link #tanh}. */
    static void tanhTimesSigmoid(float[] f, int fAt, float[] s, int sAt, float[] z, int zAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, f, fAt + i);
            IntVector sign = v.reinterpretAsInts().and(SIGN);
            FloatVector u = v.abs();
            u = u.blend(10f, u.compare(VectorOperators.GT, 10f)).mul(-2f);
            FloatVector t = u.lanewise(VectorOperators.FMA, LOG2_E, ROUNDER);
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.lanewise(VectorOperators.FMA, -LN2_HIGH, u);
            r = n.lanewise(VectorOperators.FMA, -LN2_LOW, r);
            FloatVector q = FloatVector.broadcast(Lanes.FLOATS, Q4).lanewise(VectorOperators.FMA, r, Q3);
            q = q.lanewise(VectorOperators.FMA, r, Q2);
            q = q.lanewise(VectorOperators.FMA, r, Q1);
            q = q.lanewise(VectorOperators.FMA, r, Q0);
            FloatVector rest = r.mul(r).fma(q, r);
            FloatVector power = t.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, EXPONENT)
                    .add(ONE)
                    .reinterpretAsFloats();
            FloatVector w = FloatVector.fromArray(Lanes.FLOATS, s, sAt + i).neg();
            w = w.blend(-87f, w.compare(VectorOperators.LT, -87f));
            w = w.blend(85f, w.compare(VectorOperators.GT, 85f));
            FloatVector t2 = w.lanewise(VectorOperators.FMA, LOG2_E, ROUNDER);
            FloatVector n2 = t2.sub(ROUNDER);
            FloatVector r2 = n2.lanewise(VectorOperators.FMA, -LN2_HIGH, w);
            r2 = n2.lanewise(VectorOperators.FMA, -LN2_LOW, r2);
            FloatVector q2 = FloatVector.broadcast(Lanes.FLOATS, Q4).lanewise(VectorOperators.FMA, r2, Q3);
            q2 = q2.lanewise(VectorOperators.FMA, r2, Q2);
            q2 = q2.lanewise(VectorOperators.FMA, r2, Q1);
            q2 = q2.lanewise(VectorOperators.FMA, r2, Q0);
            FloatVector rest2 = r2.mul(r2).fma(q2, r2);
            FloatVector power2 = t2.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, EXPONENT)
                    .add(ONE)
                    .reinterpretAsFloats();
            FloatVector m = power.fma(rest, power.sub(1f));
            FloatVector magnitude =
                    m.neg().div(m.add(2f).mul(power2.fma(rest2, power2).add(1f)));
            magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(z, zAt + i);
        }
    }
}
