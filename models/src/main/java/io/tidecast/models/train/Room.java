package io.tidecast.models.train;

import io.tidecast.core.backend.HostArrays;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;

/** Room on the host for one value of a program, filled anew for each run: numbers or codes, as its type says. */
final class Room {
    private final TensorType type;
    private final float[] numbers;
    private final int[] codes;
    private final MemorySegment segment;

    Room(TensorType type) {
        this.type = type;
        boolean integer = type.dtype() == DType.I32;
        numbers = HostArrays.make(integer ? 0 : type.size(), Float.BYTES, float[]::new);
        codes = HostArrays.make(integer ? type.size() : 0, Integer.BYTES, int[]::new);
        segment = integer ? MemorySegment.ofArray(codes) : MemorySegment.ofArray(numbers);
    }

    /**
     * Copies as many steps as there is room for out of longer sequences of as many channels and windows. Allocates
     * nothing.
     *
     * @param step the first step to copy
     */
    void load(Room longer, int step) {
        int rank = type.shape().rank();
        long windowBytes = (long) type.shape().dim(rank - 1) * type.dtype().bytes();
        long stretch = windowBytes * type.shape().dim(rank - 2);
        long longerStretch = windowBytes * longer.type.shape().dim(rank - 2);
        for (long row = 0; row < type.bytes() / stretch; row++) {
            long from = row * longerStretch + step * windowBytes;
            MemorySegment.copy(longer.segment, from, segment, row * stretch, stretch);
        }
    }

    /**
     * Copies steps of one window out of a room for windows of another length, of as many channels and windows. Allocates
     * nothing.
     *
     * @param first the step there that becomes the first; before and behind all steps there, the nearest is taken
     * @param stride how far the steps there lie apart
     */
    void thin(Room every, int window, int first, int stride) {
        int rank = type.shape().rank();
        int windows = type.shape().dim(rank - 1);
        int steps = type.shape().dim(rank - 2);
        int there = every.type.shape().dim(rank - 2);
        int rows = Math.toIntExact(type.size() / steps / windows);
        for (int row = 0; row < rows; row++) {
            for (int step = 0; step < steps; step++) {
                int nearest = Math.clamp(first + (long) step * stride, 0, there - 1);
                int from = (row * there + nearest) * windows + window;
                int to = (row * steps + step) * windows + window;
                if (codes.length > 0) {
                    codes[to] = every.codes[from];
                } else {
                    numbers[to] = every.numbers[from];
                }
            }
        }
    }

    TensorType type() {
        return type;
    }

    /** Returns the numbers themselves; none where there are codes. */
    float[] numbers() {
        return numbers;
    }

    /** Returns the codes themselves; none where there are numbers. */
    int[] codes() {
        return codes;
    }

    /** Returns a tensor over the elements themselves. */
    Tensor tensor() {
        int[] dims = type.shape().dims();
        return type.dtype() == DType.I32 ? Tensor.of(codes, dims) : Tensor.of(numbers, dims);
    }

    MemorySegment segment() {
        return segment;
    }
}
