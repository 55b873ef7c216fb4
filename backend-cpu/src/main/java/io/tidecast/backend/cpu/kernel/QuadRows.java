package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Products of rows with rows, {@code out = left · rightᵀ}, of operands that lie in groups of four rows: of each group and
 * panel of columns the four rows of {@link Lanes#PANEL} floats lie together.
 */
final class QuadRows {
    private static final int SUMS = LaneSums.VECTORS;

    private QuadRows() {}

    /** Returns how many floats {@link #multiply} works in. */
    static int work() {
        return SUMS * Lanes.COUNT;
    }

    /**
     * Multiplies a group with a group.
     *
     * @param panelStride distance from one panel's rows to the next one's, in either operand
     * @param rows how many of the left group's rows are wanted, at most 4
     * @param columns how many of the right group's
     * @param out receives them row by row, {@code stride} floats apart
     * @param adds whether to add to what is there
     * @param work {@link #work} floats
     */
    static void multiply(
            int panels,
            int panelStride,
            float[] left,
            int leftAt,
            int rows,
            float[] right,
            int rightAt,
            int columns,
            float[] out,
            int outAt,
            int stride,
            boolean adds,
            float[] work,
            int workAt) {
        if (Lanes.MANY_REGISTERS) {
            Dot4.multiply(panels, panelStride, left, leftAt, right, rightAt, work, workAt);
        } else {
            Dot2.multiply(panels, panelStride, left, leftAt, right, rightAt, work, workAt);
            int second = leftAt + 2 * Lanes.PANEL;
            Dot2.multiply(panels, panelStride, left, second, right, rightAt, work, workAt + SUMS / 2 * Lanes.COUNT);
        }
        LaneSums.sum(work, workAt);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int to = outAt + row * stride + column;
                float sum = work[workAt + LaneSums.place(4 * row + column)];
                out[to] = adds ? out[to] + sum : sum;
            }
        }
    }

    /**
     * Adds up the elements of each of a group's four rows.
     *
     * @param panelStride distance from one panel's rows to the next one's
     * @param rows how many of them are wanted, at most 4
     * @param adds whether to add to what is there
     */
    static void sumRows(
            int panels,
            int panelStride,
            float[] packed,
            int at,
            int rows,
            float[] out,
            int outAt,
            boolean adds,
            float[] work,
            int workAt) {
        sumColumns(panels, panelStride, packed, at, work, workAt);
        LaneSums.sum(work, workAt);
        for (int row = 0; row < rows; row++) {
            float sum = work[workAt + LaneSums.place(row)];
            out[outAt + row] = adds ? out[outAt + row] + sum : sum;
        }
    }

    private static void sumColumns(int panels, int panelStride, float[] packed, int at, float[] lanes, int lanesAt) {
        FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int half = 0; half < Lanes.PANEL; half += Lanes.COUNT) {
            int from = at + half;
            for (int panel = 0; panel < panels; panel++) {
                int step = from + panel * panelStride;
                s0 = s0.add(FloatVector.fromArray(Lanes.FLOATS, packed, step));
                s1 = s1.add(FloatVector.fromArray(Lanes.FLOATS, packed, step + Lanes.PANEL));
                s2 = s2.add(FloatVector.fromArray(Lanes.FLOATS, packed, step + 2 * Lanes.PANEL));
                s3 = s3.add(FloatVector.fromArray(Lanes.FLOATS, packed, step + 3 * Lanes.PANEL));
            }
        }
        s0.intoArray(lanes, lanesAt);
        s1.intoArray(lanes, lanesAt + Lanes.COUNT);
        s2.intoArray(lanes, lanesAt + 2 * Lanes.COUNT);
        s3.intoArray(lanes, lanesAt + 3 * Lanes.COUNT);
    }
}
