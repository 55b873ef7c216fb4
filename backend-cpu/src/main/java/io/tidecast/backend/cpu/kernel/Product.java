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
    private static final int TILE_ROWS = 12;

    private final RowPanels rows;
    private final ColumnSource source;
    private final @Nullable ShiftedRows inPlace;
    private final @Nullable SharedSections shared;
    private final int columns;
    private final Activation afterwards;
    private final float lowest;
    private final float[] out;
    private final int stride;
    private final float[] scratch;
    private final int leftAt;
    private final int startAt;
    private final int zeroAt;
    private final int workAt;
    private final int workSize;
    private final Workers workers;
    private int outAt;
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
        shared = inPlace == null || !SharedSections.isWorthwhile(inPlace)
                ? null
                : new SharedSections(rows, inPlace, scratch);
        boolean raises = activation == Activation.RELU && whole;
        lowest = raises ? 0f : Float.NEGATIVE_INFINITY;
        afterwards = raises ? Activation.NONE : activation;
        this.out = out.array();
        this.outAt = out.at();
        this.stride = stride;
        this.scratch = scratch.array();
        this.workers = workers;
        leftAt = scratch.at() + SharedSections.scratch(rows);
        startAt = leftAt + Lanes.roundUp(rows.size(), Lanes.LINE);
        zeroAt = startAt + Lanes.roundUp(rows.paddedRows(), Lanes.LINE);
        workAt = zeroAt + Lanes.roundUp(rows.paddedRows(), Lanes.LINE);
        workSize = workSize(rows);
    }

    private static int workSize(RowPanels rows) {
        return (Math.min(rows.depth(), DEPTH_BLOCK) + 2 * TILE_ROWS) * Lanes.PANEL;
    }

    /** Returns how many floats of scratch a product takes. */
    static int scratch(RowPanels rows, Workers workers) {
        return SharedSections.scratch(rows)
                + Lanes.roundUp(rows.size(), Lanes.LINE)
                + 2 * Lanes.roundUp(rows.paddedRows(), Lanes.LINE)
                + workers.count() * workSize(rows);
    }

    /** Packs some steps of the left operand; see {@link RowPanels#pack}. */
    void packLeft(float[] left, int at, int rowStride, int stepStride, int from, int steps) {
        rows.pack(left, at, rowStride, stepStride, scratch, leftAt, from, steps);
    }

    /** Lets every sum begin at its row's bias; to be called when the left operand is packed. */
    void startAt(Span bias) {
        rows.packStart(bias.array(), bias.at(), scratch, startAt);
        finishPacking();
    }

    /** Lets every sum begin at 0; to be called when the left operand is packed. */
    void startAtZero() {
        Arrays.fill(scratch, startAt, startAt + rows.paddedRows(), 0f);
        finishPacking();
    }

    private void finishPacking() {
        Arrays.fill(scratch, zeroAt, zeroAt + rows.paddedRows(), 0f);
        if (shared != null) {
            shared.prepare(scratch, leftAt);
        }
    }

    /** Computes the product. */
    void run() {
        begin(0, columns);
        workers.run(blocks(), (long) rows.size() * columns, this);
    }

    /** Lets the first row's column 0 lie somewhere else in the same memory, or before it where nobody writes it. */
    void moveTo(int index) {
        outAt = index;
    }

    /** Chooses the columns that are computed next, from one on that is a multiple of {@link Lanes#PANEL}. */
    void begin(int from, int to) {
        begin = from;
        end = to;
    }

    /** Returns how many blocks the chosen columns make. */
    int blocks() {
        return (items() + itemsPerBlock() - 1) / itemsPerBlock();
    }

    private int itemsPerBlock() {
        return shared == null ? PANELS_PER_BLOCK : PANELS_PER_BLOCK / 2;
    }

    /** Returns how many panels there are, counting two that share a section once. */
    private int items() {
        int panels = Lanes.panels(end - begin);
        if (shared == null) {
            return panels;
        }
        int half = shared.distance() / Lanes.PANEL;
        return panels / (2 * half) * half + Math.min(half, panels % (2 * half));
    }

    @Override
    public void run(int block, int worker) {
        int work = workAt + worker * workSize;
        int last = Math.min(items(), (block + 1) * itemsPerBlock());
        for (int item = block * itemsPerBlock(); item < last; item++) {
            if (shared == null) {
                multiplyPanel(work, begin + item * Lanes.PANEL);
            } else {
                int half = shared.distance() / Lanes.PANEL;
                multiplyPair(shared, work, begin + (item / half * 2 * half + item % half) * Lanes.PANEL);
            }
        }
    }

    private void multiplyPair(SharedSections shared, int work, int column) {
        int other = column + shared.distance();
        if (other + Lanes.PANEL <= end && shared.isThere(column)) {
            multiplyShared(shared, work, column);
            return;
        }
        multiplyPanel(work, column);
        if (other < end) {
            multiplyPanel(work, other);
        }
    }

    private void multiplyShared(SharedSections shared, int work, int column) {
        int tile = work + workSize - TILE_ROWS * Lanes.PANEL;
        for (int panel = 0; panel < rows.count(); panel++) {
            shared.multiplyShared(panel, column, scratch, startAt, scratch, tile);
            for (int section = 0; section < 2; section++) {
                int to = section == 0 ? shared.first(column) : shared.second(column);
                int place = outAt + rows.first(panel) * stride + to;
                if (isWhole(panel)) {
                    shared.addOther(panel, column, section, scratch, leftAt, scratch, tile, lowest, out, place, stride);
                } else {
                    int result = tile - TILE_ROWS * Lanes.PANEL;
                    shared.addOther(
                            panel,
                            column,
                            section,
                            scratch,
                            leftAt,
                            scratch,
                            tile,
                            lowest,
                            scratch,
                            result,
                            Lanes.PANEL);
                    PanelRows.write(scratch, result, rows.rows() - rows.first(panel), Lanes.PANEL, out, place, stride);
                }
            }
        }
        activate(work, shared.first(column), Lanes.PANEL);
        activate(work, shared.second(column), Lanes.PANEL);
    }

    /** Whether all rows of a panel are there. */
    private boolean isWhole(int panel) {
        return rows.first(panel) + rows.height(panel) <= rows.rows();
    }

    private void activate(int work, int column, int count) {
        if (afterwards != Activation.NONE) {
            for (int row = 0; row < rows.rows(); row++) {
                afterwards.apply(out, outAt + row * stride + column, count, scratch, work);
            }
        }
    }

    private void multiplyPanel(int work, int column) {
        int count = Math.min(Lanes.PANEL, end - column);
        multiplyPanel(work, column, count);
        activate(work, column, count);
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
            int to = outAt + first * stride + column;
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
                    fits ? out : scratch,
                    fits ? to : tile,
                    fits ? stride : Lanes.PANEL);
            if (!fits) {
                PanelRows.write(scratch, tile, valid, count, out, to, stride);
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
                int to = outAt + first * stride + column;
                int start = step == 0 ? startAt : zeroAt;
                rows.multiply(
                        panel, scratch, leftAt, step, steps, scratch, work, scratch, start, scratch, tile, Lanes.PANEL);
                if (step == 0) {
                    PanelRows.write(scratch, tile, valid, count, out, to, stride);
                } else {
                    PanelRows.add(scratch, tile, valid, count, out, to, stride);
                }
            }
        }
    }
}
