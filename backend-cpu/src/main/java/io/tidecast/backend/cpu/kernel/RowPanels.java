package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * A product's left operand cut into panels of as many rows as a register tile has, packed so that a tile reads it in
 * order: for each step of the sum, one element of each row. Missing rows are zeros.
 */
final class RowPanels {
    private final int rows;
    private final int depth;
    private final int[] heights;
    private final int[] firsts;

    /**
     * Cuts the rows.
     *
     * @param depth length of the sums
     */
    RowPanels(int rows, int depth) {
        this.rows = rows;
        this.depth = depth;
        this.heights = heights((rows + RowPacking.UNIT - 1) / RowPacking.UNIT);
        this.firsts = new int[heights.length];
        for (int panel = 1; panel < heights.length; panel++) {
            firsts[panel] = firsts[panel - 1] + heights[panel - 1];
        }
    }

    /** Prefers the highest tile, and two of middle height to a high one beside a low one. */
    private static int[] heights(int units) {
        int[] heights = new int[units];
        int count = 0;
        int left = units;
        while (left > 0) {
            int height = !Lanes.MANY_REGISTERS || left == 1 ? 1 : left == 2 || left == 4 ? 2 : 3;
            heights[count++] = height * RowPacking.UNIT;
            left -= height;
        }
        return Arrays.copyOf(heights, count);
    }

    int rows() {
        return rows;
    }

    int depth() {
        return depth;
    }

    /** Returns the number of rows including the missing ones. */
    int paddedRows() {
        return Lanes.roundUp(rows, RowPacking.UNIT);
    }

    /** Returns how many floats the packed operand takes. */
    int size() {
        return paddedRows() * depth;
    }

    int count() {
        return heights.length;
    }

    int height(int panel) {
        return heights[panel];
    }

    /** Returns the first row of a panel. */
    int first(int panel) {
        return firsts[panel];
    }

    /** Returns how far into the packed operand a panel's element for a step lies. */
    private int place(int panel, int step) {
        return firsts[panel] * depth + step * heights[panel];
    }

    /**
     * Packs some steps of the sum.
     *
     * @param source element (row, step) of the operand lies {@code row · rowStride + step · stepStride} further on
     * @param from the step where these steps begin
     * @param steps how many there are
     */
    void pack(
            float[] source,
            int sourceAt,
            int rowStride,
            int stepStride,
            float[] packed,
            int packedAt,
            int from,
            int steps) {
        for (int panel = 0; panel < heights.length; panel++) {
            int height = heights[panel];
            int target = packedAt + place(panel, from);
            for (int r = 0; r < height; r += RowPacking.UNIT) {
                int row = firsts[panel] + r;
                int start = sourceAt + row * rowStride;
                int count = Math.min(RowPacking.UNIT, rows - row);
                RowPacking.pack(count, source, start, rowStride, stepStride, packed, target + r, height, steps);
            }
        }
    }

    /** Writes the sums' first values: one for each row, 0 for missing rows. */
    void packStart(float[] bias, int biasAt, float[] packed, int at) {
        System.arraycopy(bias, biasAt, packed, at, rows);
        Arrays.fill(packed, at + rows, at + paddedRows(), 0f);
    }

    /**
     * Multiplies one panel with one panel of columns that lies in sections.
     *
     * @param packed this operand, packed
     * @param from the first step of the sum
     * @param sections how many sections of steps there are
     * @param steps how many steps a section has
     * @param columns two vectors of columns for each of these steps
     * @param sectionStride distance between the sections of the columns
     * @param rowStride distance between the rows of a section
     * @param start the first values of all rows' sums
     * @param lowest what smaller results are raised to; −∞ changes nothing
     * @param out where this panel's first row goes
     * @param stride distance between the rows of {@code out}
     */
    void multiply(
            int panel,
            float[] packed,
            int packedAt,
            int from,
            int sections,
            int steps,
            float[] columns,
            int columnsAt,
            int sectionStride,
            int rowStride,
            float[] start,
            int startAt,
            float lowest,
            float[] out,
            int outAt,
            int stride) {
        RowTiles.multiply(
                heights[panel],
                sections,
                steps,
                packed,
                packedAt + place(panel, from),
                columns,
                columnsAt,
                sectionStride,
                rowStride,
                start,
                startAt + firsts[panel],
                lowest,
                out,
                outAt,
                stride);
    }

    /**
     * Multiplies one panel with the difference of two panels of columns, adding to what {@code start} holds in rows of
     * {@link Lanes#PANEL}.
     *
     * @param from the first step of the sum
     * @param steps how many steps
     * @param minusAt where the columns that are taken away begin, in the same array
     * @param rowStride distance between the rows of columns
     */
    void addDifference(
            int panel,
            float[] packed,
            int packedAt,
            int from,
            int steps,
            float[] columns,
            int columnsAt,
            int minusAt,
            int rowStride,
            float[] start,
            int startAt,
            float lowest,
            float[] out,
            int outAt,
            int stride) {
        RowTiles.addDifference(
                heights[panel],
                steps,
                packed,
                packedAt + place(panel, from),
                columns,
                columnsAt,
                minusAt,
                rowStride,
                start,
                startAt,
                lowest,
                out,
                outAt,
                stride);
    }

    /** Writes the sum of the packed operand's first and second half of steps, as the packed operand of half the depth. */
    void addHalves(float[] packed, int packedAt, float[] sums, int sumsAt) {
        for (int panel = 0; panel < heights.length; panel++) {
            int count = heights[panel] * (depth / 2);
            int from = packedAt + place(panel, 0);
            RowPacking.add(packed, from, from + count, sums, sumsAt + firsts[panel] * (depth / 2), count);
        }
    }

    /**
     * Multiplies one panel with one packed panel of columns.
     *
     * @param from the first step of the sum
     * @param steps how many steps
     * @param columns a row of {@link Lanes#PANEL} for each of these steps
     */
    void multiply(
            int panel,
            float[] packed,
            int packedAt,
            int from,
            int steps,
            float[] columns,
            int columnsAt,
            float[] start,
            int startAt,
            float[] out,
            int outAt,
            int stride) {
        float lowest = Float.NEGATIVE_INFINITY;
        int rowStride = Lanes.PANEL;
        multiply(
                panel, packed, packedAt, from, 1, steps, columns, columnsAt, 0, rowStride, start, startAt, lowest, out,
                outAt, stride);
    }

    /**
     * Multiplies all panels with one panel of columns that lies in sections, into rows of {@link Lanes#PANEL}, missing
     * rows included.
     *
     * @param from the first step of the sum
     * @param sections how many sections of steps there are
     * @param steps how many steps a section has
     */
    void multiplyAll(
            float[] packed,
            int packedAt,
            int from,
            int sections,
            int steps,
            float[] columns,
            int columnsAt,
            int sectionStride,
            float[] start,
            int startAt,
            float[] out,
            int outAt) {
        float lowest = Float.NEGATIVE_INFINITY;
        for (int panel = 0; panel < heights.length; panel++) {
            int to = outAt + firsts[panel] * Lanes.PANEL;
            multiply(
                    panel,
                    packed,
                    packedAt,
                    from,
                    sections,
                    steps,
                    columns,
                    columnsAt,
                    sectionStride,
                    Lanes.PANEL,
                    start,
                    startAt,
                    lowest,
                    out,
                    to,
                    Lanes.PANEL);
        }
    }

    /** Multiplies all panels with one panel of columns into rows of {@link Lanes#PANEL}, missing rows included. */
    void multiplyAll(
            float[] packed,
            int packedAt,
            float[] columns,
            int columnsAt,
            float[] start,
            int startAt,
            float[] out,
            int outAt) {
        multiplyAll(packed, packedAt, 0, 1, depth, columns, columnsAt, 0, start, startAt, out, outAt);
    }
}
