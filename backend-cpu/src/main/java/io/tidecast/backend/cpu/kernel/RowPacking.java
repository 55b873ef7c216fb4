package io.tidecast.backend.cpu.kernel;

/** Copies rows into a packed panel, four at a time, so that what is written lies together. */
final class RowPacking {
    /** How many rows are copied together; every panel's height is a multiple of it. */
    static final int UNIT = 4;

    private RowPacking() {}

    /**
     * Copies up to {@link #UNIT} rows; missing ones become zeros.
     *
     * @param rows how many there are
     * @param rowStride distance between the rows
     * @param stride distance between a row's elements
     * @param to where the first row's first element goes
     * @param height distance between the packed elements of a row
     * @param steps how many elements a row has
     */
    static void pack(
            int rows,
            float[] source,
            int at,
            int rowStride,
            int stride,
            float[] packed,
            int to,
            int height,
            int steps) {
        if (rows == UNIT) {
            copyRows(source, at, rowStride, stride, packed, to, height, steps);
            return;
        }
        for (int row = 0; row < UNIT; row++) {
            if (row < rows) {
                copyRow(source, at + row * rowStride, stride, packed, to + row, height, steps);
            } else {
                clearRow(packed, to + row, height, steps);
            }
        }
    }

    private static void copyRows(
            float[] source, int at, int rowStride, int stride, float[] packed, int to, int height, int steps) {
        for (int step = 0; step < steps; step++) {
            int from = at + step * stride;
            int into = to + step * height;
            packed[into] = source[from];
            packed[into + 1] = source[from + rowStride];
            packed[into + 2] = source[from + 2 * rowStride];
            packed[into + 3] = source[from + 3 * rowStride];
        }
    }

    private static void copyRow(float[] source, int at, int stride, float[] packed, int to, int height, int steps) {
        for (int step = 0; step < steps; step++) {
            packed[to + step * height] = source[at + step * stride];
        }
    }

    private static void clearRow(float[] packed, int to, int height, int steps) {
        for (int step = 0; step < steps; step++) {
            packed[to + step * height] = 0f;
        }
    }

    /** Adds up two stretches of packed rows. */
    static void add(float[] packed, int first, int second, float[] sums, int at, int count) {
        for (int i = 0; i < count; i++) {
            sums[at + i] = packed[first + i] + packed[second + i];
        }
    }
}
