package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * A matrix product {@code out = f(start + left · columns)}: the left operand is packed once a run, the right one panel
 * by panel as its source delivers it. Work is cut into blocks of neighbouring panels.
 */
final class Product implements BlockTask {
    private static final int DEPTH_BLOCK = 256;
    private static final int PANELS_PER_BLOCK = 8;
    private static final int TILE_ROWS = 12;

    private final RowPanels rows;
    private final ColumnSource source;
    private final int columns;
    private final Activation activation;
    private final Span out;
    private final int stride;
    private final float[] scratch;
    private final int leftAt;
    private final int startAt;
    private final int zeroAt;
    private final int workAt;
    private final int workSize;
    private final Workers workers;

    /**
     * Binds a product to its memory.
     *
     * @param rows the left operand, to be packed with {@link #packLeft} before each run
     * @param columns how many columns there are
     * @param out row-major, {@code stride} floats from row to row
     * @param scratch {@link #scratch} floats
     */
    Product(
            RowPanels rows,
            ColumnSource source,
            int columns,
            Activation activation,
            Span out,
            int stride,
            Span scratch,
            Workers workers) {
        this.rows = rows;
        this.source = source;
        this.columns = columns;
        this.activation = activation;
        this.out = out;
        this.stride = stride;
        this.scratch = scratch.array();
        this.workers = workers;
        leftAt = scratch.at();
        startAt = leftAt + Lanes.roundUp(rows.size(), Lanes.LINE);
        zeroAt = startAt + Lanes.roundUp(rows.paddedRows(), Lanes.LINE);
        workAt = zeroAt + Lanes.roundUp(rows.paddedRows(), Lanes.LINE);
        workSize = workSize(rows);
    }

    private static int workSize(RowPanels rows) {
        return (Math.min(rows.depth(), DEPTH_BLOCK) + TILE_ROWS) * Lanes.PANEL;
    }

    /** Returns how many floats of scratch a product takes. */
    static int scratch(RowPanels rows, Workers workers) {
        return Lanes.roundUp(rows.size(), Lanes.LINE)
                + 2 * Lanes.roundUp(rows.paddedRows(), Lanes.LINE)
                + workers.count() * workSize(rows);
    }

    /** Packs some steps of the left operand; see {@link RowPanels#pack}. */
    void packLeft(float[] left, int at, int rowStride, int stepStride, int from, int steps) {
        rows.pack(left, at, rowStride, stepStride, scratch, leftAt, from, steps);
    }

    /** Lets every sum begin at its row's bias. */
    void startAt(Span bias) {
        rows.packStart(bias.array(), bias.at(), scratch, startAt);
    }

    /** Lets every sum begin at 0. */
    void startAtZero() {
        Arrays.fill(scratch, startAt, startAt + rows.paddedRows(), 0f);
    }

    /** Computes the product. */
    void run() {
        Arrays.fill(scratch, zeroAt, zeroAt + rows.paddedRows(), 0f);
        int blocks = (Lanes.panels(columns) + PANELS_PER_BLOCK - 1) / PANELS_PER_BLOCK;
        workers.run(blocks, (long) rows.size() * columns, this);
    }

    @Override
    public void run(int block, int worker) {
        int work = workAt + worker * workSize;
        int from = block * PANELS_PER_BLOCK * Lanes.PANEL;
        int to = Math.min(columns, from + PANELS_PER_BLOCK * Lanes.PANEL);
        for (int column = from; column < to; column += Lanes.PANEL) {
            int count = Math.min(Lanes.PANEL, to - column);
            if (rows.depth() <= DEPTH_BLOCK) {
                source.pack(0, rows.depth(), column, count, scratch, work);
                multiplyWhole(work, column, count);
            } else {
                multiplyInParts(work, column, count);
            }
        }
        if (activation != Activation.NONE) {
            for (int row = 0; row < rows.rows(); row++) {
                activation.apply(out.array(), out.at() + row * stride + from, to - from, scratch, work);
            }
        }
    }

    private void multiplyWhole(int work, int column, int count) {
        for (int panel = 0; panel < rows.count(); panel++) {
            int first = rows.first(panel);
            int height = rows.height(panel);
            int to = out.at() + first * stride + column;
            if (count == Lanes.PANEL && first + height <= rows.rows()) {
                multiply(panel, 0, rows.depth(), startAt, work, out.array(), to, stride);
            } else {
                int tile = work + rows.depth() * Lanes.PANEL;
                multiply(panel, 0, rows.depth(), startAt, work, scratch, tile, Lanes.PANEL);
                int valid = Math.min(height, rows.rows() - first);
                PanelRows.write(scratch, tile, valid, count, out.array(), to, stride);
            }
        }
    }

    /** A long sum in parts whose panel stays in the cache; each part adds to the one before. */
    private void multiplyInParts(int work, int column, int count) {
        int tile = work + DEPTH_BLOCK * Lanes.PANEL;
        for (int step = 0; step < rows.depth(); step += DEPTH_BLOCK) {
            int steps = Math.min(DEPTH_BLOCK, rows.depth() - step);
            source.pack(step, steps, column, count, scratch, work);
            for (int panel = 0; panel < rows.count(); panel++) {
                int first = rows.first(panel);
                int valid = Math.min(rows.height(panel), rows.rows() - first);
                int to = out.at() + first * stride + column;
                if (step == 0) {
                    multiply(panel, 0, steps, startAt, work, scratch, tile, Lanes.PANEL);
                    PanelRows.write(scratch, tile, valid, count, out.array(), to, stride);
                } else {
                    multiply(panel, step, steps, zeroAt, work, scratch, tile, Lanes.PANEL);
                    PanelRows.add(scratch, tile, valid, count, out.array(), to, stride);
                }
            }
        }
    }

    private void multiply(int panel, int step, int steps, int start, int work, float[] target, int to, int toStride) {
        rows.multiply(panel, scratch, leftAt, step, steps, scratch, work, scratch, start, target, to, toStride);
    }
}
