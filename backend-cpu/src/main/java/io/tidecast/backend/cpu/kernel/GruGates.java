package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** What happens to a GRU's gates between the products, each one loop over whole vectors of one array. */
final class GruGates {
    private GruGates() {}

    /** Adds what the reset gate lets through: {@code x += r · q}. */
    static void reset(float[] a, int r, int q, int x, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector gate = FloatVector.fromArray(Lanes.FLOATS, a, r + i);
            FloatVector recurrent = FloatVector.fromArray(Lanes.FLOATS, a, q + i);
            FloatVector input = FloatVector.fromArray(Lanes.FLOATS, a, x + i);
            gate.fma(recurrent, input).intoArray(a, x + i);
        }
    }

    /** Moves the state towards the candidate: {@code h = g + z · (h − g)}. */
    static void update(float[] a, int z, int g, int h, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector gate = FloatVector.fromArray(Lanes.FLOATS, a, z + i);
            FloatVector candidate = FloatVector.fromArray(Lanes.FLOATS, a, g + i);
            FloatVector state = FloatVector.fromArray(Lanes.FLOATS, a, h + i);
            gate.fma(state.sub(candidate), candidate).intoArray(a, h + i);
        }
    }

    /** Gathers the gradient by a state: {@code d = kept + recurrent + dy}. */
    static void gather(float[] a, int kept, int recurrent, int dy, int d, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector first = FloatVector.fromArray(Lanes.FLOATS, a, kept + i);
            FloatVector second = FloatVector.fromArray(Lanes.FLOATS, a, recurrent + i);
            FloatVector third = FloatVector.fromArray(Lanes.FLOATS, a, dy + i);
            first.add(second).add(third).intoArray(a, d + i);
        }
    }

    /**
     * Takes the gradient d by a state back through {@link #update}: to the sums of z, {@code d·(h − g)·(z − z²)}, to those
     * of the candidate, {@code d·(1 − z)·(1 − g²)}, and to the state before, {@code d·z}.
     */
    static void updateGradient(float[] a, int d, int z, int g, int h, int dz, int dg, int kept, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector gradient = FloatVector.fromArray(Lanes.FLOATS, a, d + i);
            FloatVector gate = FloatVector.fromArray(Lanes.FLOATS, a, z + i);
            FloatVector candidate = FloatVector.fromArray(Lanes.FLOATS, a, g + i);
            FloatVector state = FloatVector.fromArray(Lanes.FLOATS, a, h + i);
            FloatVector through = gradient.mul(gate);
            through.intoArray(a, kept + i);
            FloatVector open = gate.neg().lanewise(VectorOperators.FMA, gate, gate);
            gradient.mul(state.sub(candidate)).mul(open).intoArray(a, dz + i);
            FloatVector slope = candidate.neg().lanewise(VectorOperators.FMA, candidate, 1f);
            gradient.sub(through).mul(slope).intoArray(a, dg + i);
        }
    }

    /** Takes the gradient by the candidate's sums back through {@link #reset}: to the sums of r and to q. */
    static void resetGradient(float[] a, int dg, int r, int q, int dr, int dq, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector gradient = FloatVector.fromArray(Lanes.FLOATS, a, dg + i);
            FloatVector gate = FloatVector.fromArray(Lanes.FLOATS, a, r + i);
            FloatVector recurrent = FloatVector.fromArray(Lanes.FLOATS, a, q + i);
            FloatVector through = gradient.mul(gate);
            through.intoArray(a, dq + i);
            FloatVector open = gate.neg().lanewise(VectorOperators.FMA, gate, gate);
            gradient.mul(recurrent).mul(open).intoArray(a, dr + i);
        }
    }
}
