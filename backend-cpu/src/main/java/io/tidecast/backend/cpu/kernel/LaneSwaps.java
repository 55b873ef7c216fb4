package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** Shuffles that swap each lane with the one at a distance of 8, 4, 2 or 1, and masks of those with the higher number. */
final class LaneSwaps {
    static final VectorShuffle<Float> BY_8 = swapping(8);
    static final VectorShuffle<Float> BY_4 = swapping(4);
    static final VectorShuffle<Float> BY_2 = swapping(2);
    static final VectorShuffle<Float> BY_1 = swapping(1);
    static final VectorMask<Float> UPPER_8 = upper(8);
    static final VectorMask<Float> UPPER_4 = upper(4);
    static final VectorMask<Float> UPPER_2 = upper(2);
    static final VectorMask<Float> UPPER_1 = upper(1);

    private LaneSwaps() {}

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
}
