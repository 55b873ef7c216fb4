package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/** A matrix whose rows in memory are its columns. */
final class TurnedColumns implements ColumnSource {
    private final Span matrix;
    private final int stride;

    /**
     * Reads a matrix.
     *
     * @param stride distance between its columns in memory
     */
    TurnedColumns(Span matrix, int stride) {
        this.matrix = matrix;
        this.stride = stride;
    }

    @Override
    public void pack(int row, int rows, int column, int columns, float[] panel, int panelAt) {
        if (columns < Lanes.PANEL) {
            Arrays.fill(panel, panelAt, panelAt + rows * Lanes.PANEL, 0f);
        }
        for (int c = 0; c < columns; c++) {
            turn(matrix.array(), matrix.at() + (column + c) * stride + row, rows, panel, panelAt + c);
        }
    }

    private static void turn(float[] source, int from, int rows, float[] panel, int to) {
        for (int row = 0; row < rows; row++) {
            panel[to + row * Lanes.PANEL] = source[from + row];
        }
    }

    @Override
    public void copyRow(int row, int column, int columns, float[] target, int targetAt) {
        int from = matrix.at() + column * stride + row;
        for (int c = 0; c < columns; c++) {
            target[targetAt + c] = matrix.array()[from + c * stride];
        }
    }
}
