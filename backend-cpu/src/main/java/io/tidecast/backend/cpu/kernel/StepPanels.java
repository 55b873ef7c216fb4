package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Moves one panel of a batch at several steps between sequences, whose rows run through time, and records, one for each
 * step, in which a row has {@link Lanes#PANEL} floats. Goes row by row, so that memory far away is read in long runs.
 */
final class StepPanels {
    private StepPanels() {}

    /**
     * Copies rows of a sequence into records.
     *
     * @param rowStride distance between the rows of the sequence
     * @param stepStride distance between its steps
     * @param columns how many columns the panel has; zeros follow them in the records
     * @param record distance between the records
     */
    static void read(
            float[] sequence,
            int at,
            int rowStride,
            int stepStride,
            int rows,
            int steps,
            int columns,
            float[] records,
            int recordsAt,
            int record) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * rowStride;
            int to = recordsAt + row * Lanes.PANEL;
            if (columns == Lanes.PANEL) {
                copy(sequence, from, stepStride, steps, records, to, record);
            } else {
                for (int step = 0; step < steps; step++) {
                    System.arraycopy(sequence, from + step * stepStride, records, to, columns);
                    Arrays.fill(records, to + columns, to + Lanes.PANEL, 0f);
                    to += record;
                }
            }
        }
    }

    /** Copies rows of records to where they belong in a sequence. */
    static void write(
            float[] records,
            int recordsAt,
            int record,
            int rows,
            int steps,
            int columns,
            float[] sequence,
            int at,
            int rowStride,
            int stepStride) {
        for (int row = 0; row < rows; row++) {
            int from = recordsAt + row * Lanes.PANEL;
            int to = at + row * rowStride;
            if (columns == Lanes.PANEL) {
                copy(records, from, record, steps, sequence, to, stepStride);
            } else {
                for (int step = 0; step < steps; step++) {
                    System.arraycopy(records, from + step * record, sequence, to + step * stepStride, columns);
                }
            }
        }
    }

    private static void copy(
            float[] source, int at, int stride, int steps, float[] target, int targetAt, int toStride) {
        int from = at;
        int to = targetAt;
        for (int step = 0; step < steps; step++) {
            FloatVector.fromArray(Lanes.FLOATS, source, from).intoArray(target, to);
            FloatVector.fromArray(Lanes.FLOATS, source, from + Lanes.COUNT).intoArray(target, to + Lanes.COUNT);
            from += stride;
            to += toStride;
        }
    }
}
