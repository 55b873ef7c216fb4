package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Moves rows between a value, where any distance lies between them, and a panel. */
final class PanelRows {
    private PanelRows() {}

    /** Copies the first {@code columns} of each row into a panel, and zeros after them. */
    static void read(float[] source, int at, int stride, int rows, int columns, float[] panel, int panelAt) {
        if (columns == Lanes.PANEL) {
            readFull(source, at, stride, rows, panel, panelAt);
            return;
        }
        for (int row = 0; row < rows; row++) {
            int to = panelAt + row * Lanes.PANEL;
            System.arraycopy(source, at + row * stride, panel, to, columns);
            Arrays.fill(panel, to + columns, to + Lanes.PANEL, 0f);
        }
    }

    private static void readFull(float[] source, int at, int stride, int rows, float[] panel, int panelAt) {
        int from = at;
        for (int row = 0; row < rows; row++) {
            int to = panelAt + row * Lanes.PANEL;
            FloatVector.fromArray(Lanes.FLOATS, source, from).intoArray(panel, to);
            FloatVector.fromArray(Lanes.FLOATS, source, from + Lanes.COUNT).intoArray(panel, to + Lanes.COUNT);
            from += stride;
        }
    }

    /** Copies the first {@code columns} of each row of a panel out of it. */
    static void write(float[] panel, int panelAt, int rows, int columns, float[] target, int at, int stride) {
        if (columns == Lanes.PANEL) {
            writeFull(panel, panelAt, rows, target, at, stride);
            return;
        }
        for (int row = 0; row < rows; row++) {
            System.arraycopy(panel, panelAt + row * Lanes.PANEL, target, at + row * stride, columns);
        }
    }

    private static void writeFull(float[] panel, int panelAt, int rows, float[] target, int at, int stride) {
        int to = at;
        for (int row = 0; row < rows; row++) {
            int from = panelAt + row * Lanes.PANEL;
            FloatVector.fromArray(Lanes.FLOATS, panel, from).intoArray(target, to);
            FloatVector.fromArray(Lanes.FLOATS, panel, from + Lanes.COUNT).intoArray(target, to + Lanes.COUNT);
            to += stride;
        }
    }

    /** Adds the first {@code columns} of each row of a panel to where they belong. */
    static void add(float[] panel, int panelAt, int rows, int columns, float[] target, int at, int stride) {
        for (int row = 0; row < rows; row++) {
            addRow(panel, panelAt + row * Lanes.PANEL, columns, target, at + row * stride);
        }
    }

    static void addRow(float[] panel, int from, int columns, float[] target, int to) {
        for (int column = 0; column < columns; column++) {
            target[to + column] += panel[from + column];
        }
    }
}
