package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums the lanes of sixteen vectors at once, by halves: a step adds the lower to the upper halves of two vectors and
 * leaves both results in one, until every lane is a sum of its own.
 */
final class LaneSums {
    /** How many vectors are summed. */
    static final int VECTORS = 16;

    private static final VectorShuffle<Float> BY_8 = swapping(8);
    private static final VectorShuffle<Float> BY_4 = swapping(4);
    private static final VectorShuffle<Float> BY_2 = swapping(2);
    private static final VectorShuffle<Float> BY_1 = swapping(1);
    private static final VectorMask<Float> UPPER_8 = upper(8);
    private static final VectorMask<Float> UPPER_4 = upper(4);
    private static final VectorMask<Float> UPPER_2 = upper(2);
    private static final VectorMask<Float> UPPER_1 = upper(1);
    private static final int LEFT = VECTORS / Lanes.COUNT;

    private LaneSums() {}

    private static VectorShuffle<Float> swapping(int distance) {
        return VectorShuffle.fromOp(Lanes.FLOATS, lane -> (lane ^ distance) % Lanes.COUNT);
    }

    private static VectorMask<Float> upper(int distance) {
        long bits = 0;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            bits |= (lane & distance) != 0 ? 1L << lane : 0;
        }
        return VectorMask.fromLong(Lanes.FLOATS, bits);
    }

    /** Returns where the sum of a vector's lanes lies after {@link #sum}. */
    static int place(int vector) {
        return vector % LEFT * Lanes.COUNT + vector / LEFT;
    }

    /** Replaces sixteen vectors by their sums, at their {@link #place}s. */
    static void sum(float[] lanes, int at) {
        int left = VECTORS;
        if (Lanes.COUNT >= 16) {
            left /= 2;
            for (int i = 0; i < left; i++) {
                FloatVector a = FloatVector.fromArray(Lanes.FLOATS, lanes, at + i * Lanes.COUNT);
                FloatVector b = FloatVector.fromArray(Lanes.FLOATS, lanes, at + (i + left) * Lanes.COUNT);
                FloatVector crossed = b.blend(a, UPPER_8).rearrange(BY_8);
                a.blend(b, UPPER_8).add(crossed).intoArray(lanes, at + i * Lanes.COUNT);
            }
        }
        if (Lanes.COUNT >= 8) {
            left /= 2;
            for (int i = 0; i < left; i++) {
                FloatVector a = FloatVector.fromArray(Lanes.FLOATS, lanes, at + i * Lanes.COUNT);
                FloatVector b = FloatVector.fromArray(Lanes.FLOATS, lanes, at + (i + left) * Lanes.COUNT);
                FloatVector crossed = b.blend(a, UPPER_4).rearrange(BY_4);
                a.blend(b, UPPER_4).add(crossed).intoArray(lanes, at + i * Lanes.COUNT);
            }
        }
        if (Lanes.COUNT >= 4) {
            left /= 2;
            for (int i = 0; i < left; i++) {
                FloatVector a = FloatVector.fromArray(Lanes.FLOATS, lanes, at + i * Lanes.COUNT);
                FloatVector b = FloatVector.fromArray(Lanes.FLOATS, lanes, at + (i + left) * Lanes.COUNT);
                FloatVector crossed = b.blend(a, UPPER_2).rearrange(BY_2);
                a.blend(b, UPPER_2).add(crossed).intoArray(lanes, at + i * Lanes.COUNT);
            }
        }
        left /= 2;
        for (int i = 0; i < left; i++) {
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, lanes, at + i * Lanes.COUNT);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, lanes, at + (i + left) * Lanes.COUNT);
            FloatVector crossed = b.blend(a, UPPER_1).rearrange(BY_1);
            a.blend(b, UPPER_1).add(crossed).intoArray(lanes, at + i * Lanes.COUNT);
        }
    }
}
