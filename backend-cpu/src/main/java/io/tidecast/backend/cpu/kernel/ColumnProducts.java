package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Products of rows with rows, {@code left · rightᵀ}, added up over blocks of columns, as weight gradients are. The left
 * operand lies in panels, the right one in stacks of panels turned over; so both are read as they lie, and a sum's lanes
 * are right rows. Sums that were made apart, from blocks of their own, are joined at the end.
 */
final class ColumnProducts {
    private final RowPanels rows;
    private final int rightRows;

    ColumnProducts(int leftRows, int rightRows) {
        this.rows = new RowPanels(leftRows, 1);
        this.rightRows = rightRows;
    }

    private int stackSize() {
        return rows.paddedRows() * Lanes.PANEL;
    }

    /** Returns how many floats a panel of the left operand must have. */
    int leftPanel() {
        return stackSize();
    }

    int rightRows() {
        return rightRows;
    }

    /** Returns how many floats the sums take. */
    int size() {
        return Transposition.stacks(rightRows) * stackSize();
    }

    /**
     * Adds a block.
     *
     * @param panels how many panels it has
     * @param columns how many columns of each of these are meant
     * @param left panels of at least {@link #leftPanel} floats, {@code leftStride} floats apart; columns that are not
     *     meant hold finite numbers
     * @param right stacks with a row for each column, {@code rightStride} floats apart; columns that are not meant are 0
     */
    void add(
            int panels,
            int columns,
            float[] left,
            int leftAt,
            int leftStride,
            float[] right,
            int rightAt,
            int rightStride,
            float[] sums,
            int at) {
        for (int stack = 0; stack < Transposition.stacks(rightRows); stack++) {
            int from = rightAt + stack * rightStride;
            int to = at + stack * stackSize();
            for (int panel = 0; panel < rows.count(); panel++) {
                int first = rows.first(panel) * Lanes.PANEL;
                int height = rows.height(panel);
                if (height == 12) {
                    ColumnTile12.add(panels, columns, left, leftAt + first, leftStride, right, from, sums, to + first);
                } else if (height == 8) {
                    ColumnTile8.add(panels, columns, left, leftAt + first, leftStride, right, from, sums, to + first);
                } else {
                    ColumnTile4.add(panels, columns, left, leftAt + first, leftStride, right, from, sums, to + first);
                }
            }
        }
    }

    /**
     * Joins the sums of one left row.
     *
     * @param groups how many sums were made apart
     * @param groupStride distance between them
     * @param out {@code [leftRows, rightRows]}, row-major
     * @param work {@link Lanes#PANEL} floats of the same memory to work in
     */
    void write(float[] sums, int at, int groups, int groupStride, int row, float[] out, int outAt, int work) {
        for (int stack = 0; stack < Transposition.stacks(rightRows); stack++) {
            int column = stack * Lanes.PANEL;
            int from = at + stack * stackSize() + row * Lanes.PANEL;
            int count = Math.min(Lanes.PANEL, rightRows - column);
            writeJoined(sums, from, groups, groupStride, count, out, outAt + row * rightRows + column, work);
        }
    }

    /** Adds up {@code count} neighbouring sums of all groups. */
    static void writeJoined(
            float[] sums, int at, int groups, int groupStride, int count, float[] out, int outAt, int work) {
        for (int first = 0; first < count; first += Lanes.PANEL) {
            join(sums, at + first, groups, groupStride, work);
            System.arraycopy(sums, work, out, outAt + first, Math.min(Lanes.PANEL, count - first));
        }
    }

    private static void join(float[] sums, int at, int groups, int stride, int to) {
        for (int half = 0; half < Lanes.PANEL; half += Lanes.COUNT) {
            FloatVector sum = FloatVector.fromArray(Lanes.FLOATS, sums, at + half);
            for (int group = 1; group < groups; group++) {
                sum = sum.add(FloatVector.fromArray(Lanes.FLOATS, sums, at + group * stride + half));
            }
            sum.intoArray(sums, to + half);
        }
    }

    /** Adds up the columns of stacks into a row of {@link Lanes#PANEL} sums for each. */
    static void addColumns(int stackCount, int columns, float[] stacks, int at, int stride, float[] sums, int sumsAt) {
        for (int stack = 0; stack < stackCount; stack++) {
            for (int half = 0; half < Lanes.PANEL; half += Lanes.COUNT) {
                addColumn(columns, stacks, at + stack * stride + half, sums, sumsAt + stack * Lanes.PANEL + half);
            }
        }
    }

    private static void addColumn(int columns, float[] stack, int at, float[] sums, int to) {
        FloatVector even = FloatVector.fromArray(Lanes.FLOATS, sums, to);
        FloatVector odd = FloatVector.zero(Lanes.FLOATS);
        for (int column = 0; column < columns; column += 2) {
            int from = at + column * Lanes.PANEL;
            even = even.add(FloatVector.fromArray(Lanes.FLOATS, stack, from));
            odd = odd.add(FloatVector.fromArray(Lanes.FLOATS, stack, from + Lanes.PANEL));
        }
        even.add(odd).intoArray(sums, to);
    }
}
