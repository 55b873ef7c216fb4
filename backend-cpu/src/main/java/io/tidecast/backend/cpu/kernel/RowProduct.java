package io.tidecast.backend.cpu.kernel;

/**
 * A matrix product {@code out = left · rightᵀ} whose sums run along the rows of both operands, as those of weight
 * gradients do. Columns are taken in blocks that stay in the cache; each block adds to the one before.
 */
final class RowProduct {
    private static final int PACKED_LIMIT = 1 << 17;
    private static final int MOST_COLUMNS = 1024;
    private static final int LEAST_COLUMNS = 512;

    private final ColumnSource left;
    private final ColumnSource right;
    private final int leftRows;
    private final int rightRows;
    private final int columns;
    private final int block;
    private final Span out;
    private final float[] scratch;
    private final int leftAt;
    private final int rightAt;
    private final int workAt;
    private final Workers workers;
    private final BlockTask packing = this::pack;
    private final BlockTask multiplying = this::multiply;
    private int from;

    /**
     * Binds a product to its memory.
     *
     * @param columns the length of the sums
     * @param out {@code [leftRows, rightRows]}, row-major
     * @param scratch {@link #scratch} floats
     */
    RowProduct(
            ColumnSource left,
            int leftRows,
            ColumnSource right,
            int rightRows,
            int columns,
            Span out,
            Span scratch,
            Workers workers) {
        this.left = left;
        this.right = right;
        this.leftRows = leftRows;
        this.rightRows = rightRows;
        this.columns = columns;
        this.block = block(leftRows, rightRows, columns);
        this.out = out;
        this.scratch = scratch.array();
        this.workers = workers;
        leftAt = scratch.at();
        rightAt = leftAt + QuadRows.size(leftRows, Lanes.panels(block));
        workAt = rightAt + QuadRows.size(rightRows, Lanes.panels(block));
    }

    private static int block(int leftRows, int rightRows, int columns) {
        int fitting = PACKED_LIMIT / (leftRows + rightRows) / Lanes.PANEL * Lanes.PANEL;
        int most = Math.clamp(fitting, LEAST_COLUMNS, MOST_COLUMNS);
        int parts = Math.max(1, (columns + most - 1) / most);
        return Lanes.roundUp((columns + parts - 1) / parts, Lanes.PANEL);
    }

    /** Returns how many floats of scratch a product takes. */
    static int scratch(int leftRows, int rightRows, int columns, Workers workers) {
        int panels = Lanes.panels(block(leftRows, rightRows, columns));
        return QuadRows.size(leftRows, panels) + QuadRows.size(rightRows, panels) + workers.count() * QuadRows.work();
    }

    /** Computes the product. */
    void run() {
        int groups = QuadRows.groups(leftRows);
        for (from = 0; from == 0 || from < columns; from += block) {
            long work = (long) leftRows * rightRows * Math.min(block, columns - from);
            workers.run(groups + QuadRows.groups(rightRows), work, packing);
            workers.run(groups, work, multiplying);
        }
    }

    private int count() {
        return Math.min(block, columns - from);
    }

    private void pack(int task, int worker) {
        int groups = QuadRows.groups(leftRows);
        int size = Lanes.panels(count()) * Lanes.QUAD;
        if (task < groups) {
            QuadRows.packGroup(left, task, leftRows, from, count(), scratch, leftAt + task * size);
        } else {
            int group = task - groups;
            QuadRows.packGroup(right, group, rightRows, from, count(), scratch, rightAt + group * size);
        }
    }

    private void multiply(int group, int worker) {
        int panels = Lanes.panels(count());
        int size = panels * Lanes.QUAD;
        int rows = Math.min(4, leftRows - 4 * group);
        int work = workAt + worker * QuadRows.work();
        for (int other = 0; other < QuadRows.groups(rightRows); other++) {
            QuadRows.multiply(
                    panels,
                    scratch,
                    leftAt + group * size,
                    rows,
                    scratch,
                    rightAt + other * size,
                    Math.min(4, rightRows - 4 * other),
                    out.array(),
                    out.at() + 4 * group * rightRows + 4 * other,
                    rightRows,
                    from > 0,
                    scratch,
                    work);
        }
    }
}
