package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * A matrix in panels of columns, of each of which rows of {@link Lanes#PANEL} floats lie one after the other. Either all
 * of it lies in a value of as many floats as the matrix has, where the last panel may be narrower and is therefore worked
 * on beside it; or some panels lie in a ring, each in the place of one that is no longer read.
 */
final class PanelStore {
    /** Tiles may read rows that are missing of the last whole four. */
    private static final int SPARE_ROWS = 3;

    private final float[] array;
    private final int at;
    private final int stride;
    private final int rows;
    private final int columns;
    private final int count;
    private final int period;
    private final float[] tail;
    private final int tailAt;
    private final int tailPanel;

    private PanelStore(Span memory, int stride, int rows, int columns, int period, Span tail, int tailPanel) {
        array = memory.array();
        at = memory.at();
        this.stride = stride;
        this.rows = rows;
        this.columns = columns;
        this.period = period;
        this.tail = tail.array();
        tailAt = tail.at();
        this.tailPanel = tailPanel;
        count = Lanes.panels(columns);
    }

    /**
     * Names a matrix that lies in a value.
     *
     * @param value {@code rows · columns} floats
     * @param scratch gives room for the last panel
     */
    static PanelStore whole(Span value, int rows, int columns, Scratch scratch) {
        int stride = rows * Lanes.PANEL;
        boolean isEven = columns % Lanes.PANEL == 0 && rows % RowPacking.UNIT == 0;
        int count = Lanes.panels(columns);
        Span tail = isEven ? value : scratch.take(stride + SPARE_ROWS * Lanes.PANEL);
        return new PanelStore(value, stride, rows, columns, count, tail, isEven ? -1 : count - 1);
    }

    /**
     * Makes room for some panels.
     *
     * @param rows of the matrix
     * @param room how many rows a panel has room for
     * @param held how many panels are kept
     */
    static PanelStore ring(int rows, int room, int columns, int held, Scratch scratch) {
        int period = Math.min(held, Lanes.panels(columns));
        int stride = room * Lanes.PANEL;
        Span memory = scratch.take(period * stride + SPARE_ROWS * Lanes.PANEL);
        return new PanelStore(memory, stride, rows, columns, period, memory, -1);
    }

    /** Returns some rows of the same panels of a ring. */
    PanelStore part(int first, int count) {
        Span memory = new Span(array, at + first * Lanes.PANEL);
        return new PanelStore(memory, stride, count, columns, period, memory, -1);
    }

    int rows() {
        return rows;
    }

    /** Returns the distance between two panels that lie one after the other. */
    int stride() {
        return stride;
    }

    /** Returns whether the matrix has a panel. */
    boolean has(int panel) {
        return panel >= 0 && panel < count;
    }

    /** Returns the memory that a panel lies in. */
    float[] array(int panel) {
        return panel == tailPanel ? tail : array;
    }

    /** Returns whether two panels lie in the same memory. */
    @SuppressWarnings("ReferenceEquality") // whatever it holds
    boolean areTogether(int panel, int other) {
        return array(panel) == array(other);
    }

    /** Returns where a panel begins. */
    int place(int panel) {
        return panel == tailPanel ? tailAt : at + panel % period * stride;
    }

    /** Returns how many panels from one on lie one after the other, at most so many. */
    int run(int panel, int most) {
        int run = 1;
        while (run < most && has(panel + run) && isNext(panel + run)) {
            run++;
        }
        return run;
    }

    private boolean isNext(int panel) {
        return panel != tailPanel && panel % period != 0;
    }

    private int lastPlace() {
        return at + (count - 1) * stride;
    }

    private int lastColumns() {
        return columns - (count - 1) * Lanes.PANEL;
    }

    /** Brings the last panel from the value to where it is worked on. */
    void loadTail() {
        if (tailPanel >= 0) {
            PanelRows.read(array, lastPlace(), lastColumns(), rows, lastColumns(), tail, tailAt);
            Arrays.fill(tail, tailAt + stride, tailAt + stride + SPARE_ROWS * Lanes.PANEL, 0f);
        }
    }

    /** Brings the last panel from where it was worked on to the value. */
    void storeTail() {
        if (tailPanel >= 0) {
            PanelRows.write(tail, tailAt, rows, lastColumns(), array, lastPlace(), lastColumns());
        }
    }
}
