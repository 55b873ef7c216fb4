package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Takes gradients back through gates. */
final class GatedSlopes {
    private GatedSlopes() {}

    /**
     * Writes, of {@code z = f · s}, the gradients {@code d · s · (1 − f²)} by f's sums and {@code d · f · (s − s²)} by
     * those of s, and replaces d, the gradient by z, by z.
     *
     * @param gates {@code count} floats of f and as many of s after them
     * @param slopes receives both gradients in the same order
     */
    static void lead(float[] gates, int gatesAt, float[] d, int dAt, float[] slopes, int slopesAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector filter = FloatVector.fromArray(Lanes.FLOATS, gates, gatesAt + i);
            FloatVector gate = FloatVector.fromArray(Lanes.FLOATS, gates, gatesAt + count + i);
            FloatVector gradient = FloatVector.fromArray(Lanes.FLOATS, d, dAt + i);
            FloatVector z = filter.mul(gate);
            z.intoArray(d, dAt + i);
            FloatVector through = gradient.mul(gate);
            through.sub(through.mul(filter).mul(filter)).intoArray(slopes, slopesAt + i);
            FloatVector open = z.neg().lanewise(VectorOperators.FMA, gate, z);
            gradient.mul(open).intoArray(slopes, slopesAt + count + i);
        }
    }
}
