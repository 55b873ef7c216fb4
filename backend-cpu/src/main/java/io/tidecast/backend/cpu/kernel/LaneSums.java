package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Sums the lanes of sixteen vectors at once, by halves: a step adds the lower to the upper halves of two vectors and
 * leaves both results in one, until every lane is a sum of its own.
 */
final class LaneSums {
    /** How many vectors are summed. */
    static final int VECTORS = 16;

    private static final int LEFT = VECTORS / Lanes.COUNT;

    private LaneSums() {}

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
                FloatVector crossed = b.blend(a, LaneSwaps.UPPER_8).rearrange(LaneSwaps.BY_8);
                a.blend(b, LaneSwaps.UPPER_8).add(crossed).intoArray(lanes, at + i * Lanes.COUNT);
            }
        }
        if (Lanes.COUNT >= 8) {
            left /= 2;
            for (int i = 0; i < left; i++) {
                FloatVector a = FloatVector.fromArray(Lanes.FLOATS, lanes, at + i * Lanes.COUNT);
                FloatVector b = FloatVector.fromArray(Lanes.FLOATS, lanes, at + (i + left) * Lanes.COUNT);
                FloatVector crossed = b.blend(a, LaneSwaps.UPPER_4).rearrange(LaneSwaps.BY_4);
                a.blend(b, LaneSwaps.UPPER_4).add(crossed).intoArray(lanes, at + i * Lanes.COUNT);
            }
        }
        if (Lanes.COUNT >= 4) {
            left /= 2;
            for (int i = 0; i < left; i++) {
                FloatVector a = FloatVector.fromArray(Lanes.FLOATS, lanes, at + i * Lanes.COUNT);
                FloatVector b = FloatVector.fromArray(Lanes.FLOATS, lanes, at + (i + left) * Lanes.COUNT);
                FloatVector crossed = b.blend(a, LaneSwaps.UPPER_2).rearrange(LaneSwaps.BY_2);
                a.blend(b, LaneSwaps.UPPER_2).add(crossed).intoArray(lanes, at + i * Lanes.COUNT);
            }
        }
        left /= 2;
        for (int i = 0; i < left; i++) {
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, lanes, at + i * Lanes.COUNT);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, lanes, at + (i + left) * Lanes.COUNT);
            FloatVector crossed = b.blend(a, LaneSwaps.UPPER_1).rearrange(LaneSwaps.BY_1);
            a.blend(b, LaneSwaps.UPPER_1).add(crossed).intoArray(lanes, at + i * Lanes.COUNT);
        }
    }
}
