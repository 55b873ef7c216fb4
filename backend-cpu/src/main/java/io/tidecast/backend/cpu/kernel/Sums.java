package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** The sum of a row, in an order fixed by its length. */
final class Sums {
    private static final int UNROLL = 4;

    private Sums() {}

    /**
     * Returns the sum of so many elements.
     *
     * @param work {@link Lanes#COUNT} floats
     */
    static float sum(float[] x, int at, int count, float[] work, int workAt) {
        int whole = count - count % Lanes.COUNT;
        sumWhole(x, at, whole, work, workAt);
        for (int half = Lanes.COUNT / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                work[workAt + lane] += work[workAt + lane + half];
            }
        }
        float sum = work[workAt];
        for (int i = whole; i < count; i++) {
            sum += x[at + i];
        }
        return sum;
    }

    private static void sumWhole(float[] x, int at, int whole, float[] lanes, int lanesAt) {
        FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= whole - UNROLL * Lanes.COUNT; i += UNROLL * Lanes.COUNT) {
            s0 = s0.add(FloatVector.fromArray(Lanes.FLOATS, x, at + i));
            s1 = s1.add(FloatVector.fromArray(Lanes.FLOATS, x, at + i + Lanes.COUNT));
            s2 = s2.add(FloatVector.fromArray(Lanes.FLOATS, x, at + i + 2 * Lanes.COUNT));
            s3 = s3.add(FloatVector.fromArray(Lanes.FLOATS, x, at + i + 3 * Lanes.COUNT));
        }
        for (; i < whole; i += Lanes.COUNT) {
            s0 = s0.add(FloatVector.fromArray(Lanes.FLOATS, x, at + i));
        }
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, lanesAt);
    }
}
