package io.tidecast.backend.nd4j;

import java.lang.foreign.MemorySegment;

/**
 * One step of a sequence, {@code [rows, batch]}, copied out of a value {@code [rows, time, batch]} or into one.
 *
 * @param rows how many are copied
 */
record StepRows(MemorySegment sequence, MemorySegment step, int rows, int time, int batch) {
    void take(int t) {
        long bytes = (long) batch * Float.BYTES;
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(sequence, ((long) row * time + t) * bytes, step, row * bytes, bytes);
        }
    }

    void put(int t) {
        long bytes = (long) batch * Float.BYTES;
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(step, row * bytes, sequence, ((long) row * time + t) * bytes, bytes);
        }
    }
}
