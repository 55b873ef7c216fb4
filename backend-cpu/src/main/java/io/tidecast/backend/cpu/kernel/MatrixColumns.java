package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/** A matrix in memory, as it lies or transposed. */
final class MatrixColumns implements ColumnSource {
    private final Span matrix;
    private final int stride;
    private final boolean transposed;

    /**
     * Reads a matrix.
     *
     * @param stride distance between its rows in memory
     * @param transposed whether rows in memory are columns
     */
    MatrixColumns(Span matrix, int stride, boolean transposed) {
        this.matrix = matrix;
        this.stride = stride;
        this.transposed = transposed;
    }

    @Override
    public void pack(int row, int rows, int column, int columns, float[] panel, int panelAt) {
        float[] source = matrix.array();
        if (!transposed) {
            PanelRows.read(source, matrix.at() + row * stride + column, stride, rows, columns, panel, panelAt);
            return;
        }
        if (columns < Lanes.PANEL) {
            Arrays.fill(panel, panelAt, panelAt + rows * Lanes.PANEL, 0f);
        }
        for (int c = 0; c < columns; c++) {
            turn(source, matrix.at() + (column + c) * stride + row, rows, panel, panelAt + c);
        }
    }

    @Override
    public void packRow(int row, int column, int columns, float[] packed, int packedAt) {
        if (transposed) {
            ColumnSource.super.packRow(row, column, columns, packed, packedAt);
        } else {
            PanelRows.readRow(matrix.array(), matrix.at() + row * stride + column, columns, packed, packedAt);
        }
    }

    private static void turn(float[] source, int from, int rows, float[] panel, int to) {
        for (int row = 0; row < rows; row++) {
            panel[to + row * Lanes.PANEL] = source[from + row];
        }
    }
}
