package io.tidecast.backend.cpu.kernel;

/** A matrix that can be read in panels of {@link Lanes#PANEL} columns. */
interface ColumnSource {
    /**
     * Copies a box of the matrix.
     *
     * @param row its first row
     * @param rows how many rows; each takes {@link Lanes#PANEL} floats of the panel
     * @param column its first column
     * @param columns how many columns, at most {@link Lanes#PANEL}; the rest is filled with zeros
     */
    void pack(int row, int rows, int column, int columns, float[] panel, int panelAt);

    /** Copies {@code columns} columns of one row. */
    void copyRow(int row, int column, int columns, float[] target, int targetAt);
}
