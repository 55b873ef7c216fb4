package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What happens to a GRU's gates between the products, each one loop over whole vectors of one array.
 *
 * <p>The exponentials are those of {@link Exponential}, with ln 2 in one part and without clamping their arguments: the
 * power of two saturates instead, as an integer. Sums of more than 1e12 in size may therefore give NaN, but nothing
 * wrong. Signs and factors of two are folded into the coefficients.
 */
final class GruGates {
    private static final float LN2 = 0.6931472f;
    private static final int ROUNDED_ZERO = 0x4B400000;
    private static final int MINUS_ONE = 0xBF800000;
    private static final int HALF = 0x3F000000;

    private GruGates() {}

    /** Replaces sums by {@code 1 / (1 + e⁻ˣ)}. */
    static void open(float[] a, int at, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector x = FloatVector.fromArray(Lanes.FLOATS, a, at + i);
            FloatVector t = x.lanewise(VectorOperators.FMA, -Exponential.LOG2_E, Exponential.ROUNDER);
            FloatVector s = t.sub(Exponential.ROUNDER).lanewise(VectorOperators.FMA, LN2, x);
            FloatVector q = FloatVector.broadcast(Lanes.FLOATS, -Exponential.Q4)
                    .lanewise(VectorOperators.FMA, s, Exponential.Q3);
            q = q.lanewise(VectorOperators.FMA, s, -Exponential.Q2);
            q = q.lanewise(VectorOperators.FMA, s, Exponential.Q1);
            q = q.lanewise(VectorOperators.FMA, s, -Exponential.Q0);
            FloatVector rest = s.mul(s).fma(q, s);
            FloatVector minusPower = t.reinterpretAsInts()
                    .lanewise(VectorOperators.MAX, ROUNDED_ZERO - 127)
                    .lanewise(VectorOperators.MIN, ROUNDED_ZERO + 127)
                    .lanewise(VectorOperators.LSHL, Exponential.EXPONENT)
                    .add(MINUS_ONE)
                    .reinterpretAsFloats();
            FloatVector one = FloatVector.broadcast(Lanes.FLOATS, 1f);
            one.div(rest.fma(minusPower, one.sub(minusPower))).intoArray(a, at + i);
        }
    }

    /**
     * Replaces the input's share of the candidate's sums by the candidate {@code g = tanh(x + r · q)}, and writes the next
     * state {@code g + z · (h − g)}. With m = e²ˣ − 1 the candidate is (m/2) / (m/2 + 1).
     *
     * @param a the memory of the gates
     * @param g holds x before and g after
     * @param s the memory of the states
     * @param next where the next state goes, which may be h
     */
    static void advance(float[] a, int z, int r, int g, int q, float[] s, int h, int next, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector x = FloatVector.fromArray(Lanes.FLOATS, a, r + i)
                    .fma(FloatVector.fromArray(Lanes.FLOATS, a, q + i), FloatVector.fromArray(Lanes.FLOATS, a, g + i));
            FloatVector t = x.lanewise(VectorOperators.FMA, 2 * Exponential.LOG2_E, Exponential.ROUNDER);
            FloatVector e = t.sub(Exponential.ROUNDER).lanewise(VectorOperators.FMA, -LN2 / 2, x);
            FloatVector p = FloatVector.broadcast(Lanes.FLOATS, 32 * Exponential.Q4)
                    .lanewise(VectorOperators.FMA, e, 16 * Exponential.Q3);
            p = p.lanewise(VectorOperators.FMA, e, 8 * Exponential.Q2);
            p = p.lanewise(VectorOperators.FMA, e, 4 * Exponential.Q1);
            p = p.lanewise(VectorOperators.FMA, e, 2 * Exponential.Q0);
            FloatVector rest = e.mul(e).fma(p, e);
            FloatVector half = t.reinterpretAsInts()
                    .lanewise(VectorOperators.MAX, ROUNDED_ZERO - 126)
                    .lanewise(VectorOperators.MIN, ROUNDED_ZERO + 30)
                    .lanewise(VectorOperators.LSHL, Exponential.EXPONENT)
                    .add(HALF)
                    .reinterpretAsFloats();
            FloatVector m = rest.fma(half.add(half), half.sub(0.5f));
            FloatVector candidate = m.div(m.add(1f));
            candidate.intoArray(a, g + i);
            FloatVector state = FloatVector.fromArray(Lanes.FLOATS, s, h + i);
            FloatVector.fromArray(Lanes.FLOATS, a, z + i)
                    .fma(state.sub(candidate), candidate)
                    .intoArray(s, next + i);
        }
    }

    /**
     * Takes the gradient by a step's state, {@code d = kept + back + dy}, through {@link #advance} to those by
     * the sums of z and g, and {@code kept} becomes {@code d · z}, the gradient by the state before that passed no
     * product.
     *
     * @param gates the memory of z and g
     * @param a the memory of everything else
     * @param back the gradient that came back through the next step's product
     * @param dz where the gradient by the sums of z goes, which may be z; in the same way dg
     */
    static void differentiateState(
            float[] gates, int z, int g, float[] a, int h, int dy, int back, int kept, int dz, int dg, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, a, kept + i)
                    .add(FloatVector.fromArray(Lanes.FLOATS, a, back + i))
                    .add(FloatVector.fromArray(Lanes.FLOATS, a, dy + i));
            FloatVector update = FloatVector.fromArray(Lanes.FLOATS, gates, z + i);
            FloatVector candidate = FloatVector.fromArray(Lanes.FLOATS, gates, g + i);
            FloatVector state = FloatVector.fromArray(Lanes.FLOATS, a, h + i);
            FloatVector through = d.mul(update);
            through.intoArray(a, kept + i);
            FloatVector rest = d.sub(through);
            FloatVector open = FloatVector.broadcast(Lanes.FLOATS, 1f).sub(update);
            through.mul(state.sub(candidate)).mul(open).intoArray(a, dz + i);
            rest.sub(rest.mul(candidate).mul(candidate)).intoArray(a, dg + i);
        }
    }

    /**
     * Takes the gradient dg by the candidate's sums on to those by the sums of the reset gate and of q.
     *
     * @param gates the memory of r and q
     * @param a the memory of the gradients
     * @param dr where the gradient by the sums of r goes, which may be r; in the same way dq
     */
    static void differentiateReset(float[] gates, int r, int q, float[] a, int dg, int dr, int dq, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector reset = FloatVector.fromArray(Lanes.FLOATS, gates, r + i);
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, a, dg + i).mul(reset);
            FloatVector recurrent = FloatVector.fromArray(Lanes.FLOATS, gates, q + i);
            d.intoArray(a, dq + i);
            recurrent.mul(d.sub(d.mul(reset))).intoArray(a, dr + i);
        }
    }
}
