package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A matrix product {@code out = f(start + left · columns)}: the left operand is packed once a run, the right one read
 * where it lies, or packed panel by panel where its rows would drive each other out of the cache. Work is cut into
 * blocks of neighbouring panels.
 */
final class Product implements BlockTask {
    private static final int DEPTH_BLOCK = 256;
    private static final int PANELS_PER_BLOCK = 4;
    private static final int BLOCK = PANELS_PER_BLOCK * Lanes.PANEL;
    private static final int TILE_ROWS = 12;

    private final RowPanels rows;
    private final ColumnSource source;
    private final @Nullable ShiftedRows inPlace;
    private final int columns;
    private final Activation afterwards;
    private final float lowest;
    private final Span out;
    private final int stride;
    private final float[] scratch;
    private final int leftAt;
    private final int startAt;
    private final int zeroAt;
    private final int workAt;
    private final int workSize;
    private final Workers workers;
    private int begin;
    private int end;

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
        boolean whole = rows.depth() <= DEPTH_BLOCK;
        inPlace = source instanceof ShiftedRows found && found.isSpread() && whole ? found : null;
        boolean raises = activation == Activation.RELU && whole;
        lowest = raises ? 0f : Float.NEGATIVE_INFINITY;
        afterwards = raises ? Activation.NONE : activation;
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
        begin(0, columns);
        workers.run(blocks(), (long) rows.size() * columns, this);
    }

    /** Chooses the columns that are computed next, from one on that is a multiple of {@link Lanes#PANEL}. */
    void begin(int from, int to) {
        begin = from;
        end = to;
        Arrays.fill(scratch, zeroAt, zeroAt + rows.paddedRows(), 0f);
    }

    /** Returns how many blocks the chosen columns make. */
    int blocks() {
        return (end - begin + BLOCK - 1) / BLOCK;
    }

    @Override
    public void run(int block, int worker) {
        int work = workAt + worker * workSize;
        int from = begin + block * BLOCK;
        int to = Math.min(end, from + BLOCK);
        for (int column = from; column < to; column += Lanes.PANEL) {
            multiplyPanel(work, column, Math.min(Lanes.PANEL, to - column));
        }
        if (afterwards != Activation.NONE) {
            for (int row = 0; row < rows.rows(); row++) {
                afterwards.apply(out.array(), out.at() + row * stride + from, to - from, scratch, work);
            }
        }
    }

    private void multiplyPanel(int work, int column, int count) {
        if (inPlace != null && count == Lanes.PANEL) {
            int sections = inPlace.countInside(column);
            if (sections >= 0) {
                int first = inPlace.firstInside(column);
                int from = inPlace.place(first, column);
                int apart = inPlace.shiftPerSection();
                int steps = inPlace.rows();
                multiplyWhole(
                        work,
                        column,
                        count,
                        first * steps,
                        sections,
                        steps,
                        inPlace.array(),
                        from,
                        apart,
                        inPlace.stride());
                return;
            }
        }
        if (rows.depth() <= DEPTH_BLOCK) {
            source.pack(0, rows.depth(), column, count, scratch, work);
            multiplyWhole(work, column, count, 0, 1, rows.depth(), scratch, work, 0, Lanes.PANEL);
        } else {
            multiplyInParts(work, column, count);
        }
    }

    private void multiplyWhole(
            int work,
            int column,
            int count,
            int from,
            int sections,
            int steps,
            float[] columns,
            int columnsAt,
            int sectionStride,
            int rowStride) {
        for (int panel = 0; panel < rows.count(); panel++) {
            int first = rows.first(panel);
            int valid = Math.min(rows.height(panel), rows.rows() - first);
            int to = out.at() + first * stride + column;
            boolean fits = count == Lanes.PANEL && valid == rows.height(panel);
            int tile = work + workSize - TILE_ROWS * Lanes.PANEL;
            rows.multiply(
                    panel,
                    scratch,
                    leftAt,
                    from,
                    sections,
                    steps,
                    columns,
                    columnsAt,
                    sectionStride,
                    rowStride,
                    scratch,
                    startAt,
                    lowest,
                    fits ? out.array() : scratch,
                    fits ? to : tile,
                    fits ? stride : Lanes.PANEL);
            if (!fits) {
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
                int start = step == 0 ? startAt : zeroAt;
                rows.multiply(
                        panel, scratch, leftAt, step, steps, scratch, work, scratch, start, scratch, tile, Lanes.PANEL);
                if (step == 0) {
                    PanelRows.write(scratch, tile, valid, count, out.array(), to, stride);
                } else {
                    PanelRows.add(scratch, tile, valid, count, out.array(), to, stride);
                }
            }
        }
    }
}
