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

    /**
     * Copies part of one row, which may be longer than a panel.
     *
     * @param columns how many columns; the last panel is filled up with zeros
     * @param packed receives a panel's part at every {@link Lanes#QUAD} floats
     */
    default void packRow(int row, int column, int columns, float[] packed, int packedAt) {
        int at = packedAt;
        for (int done = 0; done < columns; done += Lanes.PANEL) {
            pack(row, 1, column + done, Math.min(Lanes.PANEL, columns - done), packed, at);
            at += Lanes.QUAD;
        }
    }
}
