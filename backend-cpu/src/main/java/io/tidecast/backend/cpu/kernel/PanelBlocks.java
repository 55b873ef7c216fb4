package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Moves blocks of neighbouring columns between a matrix in rows and panels: of each panel, rows of {@link Lanes#PANEL}
 * floats lie one after the other. A row's part of the block is moved at once, as memory likes it.
 */
final class PanelBlocks {
    private PanelBlocks() {}

    /**
     * Copies a block; columns outside the matrix, and those that fill up the last panel, are zeros.
     *
     * @param at where the first row begins
     * @param length how many columns the matrix has
     * @param stride distance between its rows
     * @param column the block's first column, which may lie before the matrix
     * @param columns how many columns the block has
     * @param panelStride distance between the panels
     */
    static void read(
            float[] source,
            int at,
            int length,
            int stride,
            int rows,
            int column,
            int columns,
            float[] panels,
            int panelsAt,
            int panelStride) {
        int count = Lanes.panels(columns);
        int from = Math.clamp(-column, 0, columns);
        int to = Math.clamp(length - column, from, columns);
        if (from == 0 && to == columns && columns == count * Lanes.PANEL) {
            for (int row = 0; row < rows; row++) {
                int into = panelsAt + row * Lanes.PANEL;
                readRow(source, at + row * stride + column, count, panels, into, panelStride);
            }
            return;
        }
        for (int row = 0; row < rows; row++) {
            for (int panel = 0; panel < count; panel++) {
                int target = panelsAt + panel * panelStride + row * Lanes.PANEL;
                Arrays.fill(panels, target, target + Lanes.PANEL, 0f);
                int first = Math.max(from, panel * Lanes.PANEL);
                int last = Math.min(to, (panel + 1) * Lanes.PANEL);
                if (first < last) {
                    int start = at + row * stride + column + first;
                    System.arraycopy(source, start, panels, target + first - panel * Lanes.PANEL, last - first);
                }
            }
        }
    }

    private static void readRow(float[] source, int at, int count, float[] panels, int to, int panelStride) {
        for (int panel = 0; panel < count; panel++) {
            int from = at + panel * Lanes.PANEL;
            int target = to + panel * panelStride;
            FloatVector.fromArray(Lanes.FLOATS, source, from).intoArray(panels, target);
            FloatVector.fromArray(Lanes.FLOATS, source, from + Lanes.COUNT).intoArray(panels, target + Lanes.COUNT);
        }
    }

    /**
     * Copies a block back, without the columns that fill up the last panel.
     *
     * @param column the block's first column
     * @param columns how many columns the block has
     */
    static void write(
            float[] panels,
            int panelsAt,
            int panelStride,
            int rows,
            int column,
            int columns,
            float[] target,
            int at,
            int stride) {
        int whole = columns / Lanes.PANEL;
        int rest = columns - whole * Lanes.PANEL;
        for (int row = 0; row < rows; row++) {
            int from = panelsAt + row * Lanes.PANEL;
            int to = at + row * stride + column;
            writeRow(panels, from, panelStride, whole, target, to);
            if (rest > 0) {
                System.arraycopy(panels, from + whole * panelStride, target, to + whole * Lanes.PANEL, rest);
            }
        }
    }

    private static void writeRow(float[] panels, int at, int panelStride, int count, float[] target, int to) {
        for (int panel = 0; panel < count; panel++) {
            int from = at + panel * panelStride;
            int into = to + panel * Lanes.PANEL;
            FloatVector.fromArray(Lanes.FLOATS, panels, from).intoArray(target, into);
            FloatVector.fromArray(Lanes.FLOATS, panels, from + Lanes.COUNT).intoArray(target, into + Lanes.COUNT);
        }
    }
}
