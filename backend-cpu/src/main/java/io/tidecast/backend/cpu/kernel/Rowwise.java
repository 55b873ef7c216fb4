package io.tidecast.backend.cpu.kernel;

/**
 * The product of few columns and a matrix {@code [depth, filters]} that is read as it lies. The elements of a column lie
 * beside each other, and so do its sums.
 */
final class Rowwise {
    private Rowwise() {}

    /** Returns for how many columns sums are written, lacking ones included. */
    static int padded(int columns) {
        return columns == 1 ? 1 : Lanes.roundUp(columns, FourColumns.COUNT);
    }

    /**
     * Multiplies all columns, each into a row of sums.
     *
     * @param filters how many sums each column has, at least {@link Lanes#COUNT}
     * @param depth how many elements
     * @param columnStride distance between the columns of x
     * @param start the first values of the sums
     * @param startStride distance between a column's first values and the next's; 0 where all have the same
     * @param sums {@link #padded} rows, each {@code stride} after the one before; not where the first values are
     */
    static void multiply(
            int filters,
            int depth,
            int columns,
            float[] x,
            int xAt,
            int columnStride,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] sums,
            int sumsAt,
            int stride) {
        if (columns == 1) {
            OneColumn.multiply(filters, depth, x, xAt, w, wAt, start, startAt, sums, sumsAt);
            return;
        }
        FourColumns.multiply(
                filters,
                depth,
                x,
                xAt,
                columnStride,
                columns,
                w,
                wAt,
                start,
                startAt,
                startStride,
                sums,
                sumsAt,
                stride);
    }
}
