package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Takes gradients back through gates. */
final class GatedSlopes {
    private GatedSlopes() {}

    /**
     * Replaces, of {@code z = f · s}, f by the gradient {@code d · s · (1 − f²)} of its sums, s by {@code d · f · (s − s²)}
     * of its own, and d, the gradient by z, by z.
     */
    static void replace(float[] a, int f, int s, int d, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector filter = FloatVector.fromArray(Lanes.FLOATS, a, f + i);
            FloatVector gate = FloatVector.fromArray(Lanes.FLOATS, a, s + i);
            FloatVector gradient = FloatVector.fromArray(Lanes.FLOATS, a, d + i);
            FloatVector z = filter.mul(gate);
            z.intoArray(a, d + i);
            FloatVector through = gradient.mul(gate);
            through.sub(through.mul(filter).mul(filter)).intoArray(a, f + i);
            FloatVector open = z.neg().lanewise(VectorOperators.FMA, gate, z);
            gradient.mul(open).intoArray(a, s + i);
        }
    }
}
