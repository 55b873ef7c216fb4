package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * The gradient by the sums of a stack's joined layer: taken from the one by its output and left in panels and, turned
 * over, in stacks, for all gated layers to read. The gradient by the bias is summed on the way, in lanes of its own.
 */
final class SkipBackward {
    private final JoinedForm form;
    private final Rows y;
    private final Rows dy;
    private final Span byBias;
    private final PanelStore slopes;
    private final float[] scratch;
    private final int stacks;
    private final int sums;
    private final int laneSize;
    private final int working;
    private final int values;
    private final int workerSize;
    private final Workers workers;
    private final BlockTask leading = this::leadLane;
    private final BlockTask writing = this::writeBias;
    private int chunk;

    /**
     * Binds the gradient to its memory.
     *
     * @param y {@code [units, columns]}
     * @param dy the gradient by y
     * @param byBias receives the gradient by the bias
     * @param slopes receives the gradient by the sums of a chunk
     */
    SkipBackward(JoinedForm form, Span y, Span dy, Span byBias, PanelStore slopes, Scratch memory, Workers workers) {
        this.form = form;
        this.y = Rows.whole(y, form.columns());
        this.dy = Rows.whole(dy, form.columns());
        this.byBias = byBias;
        this.slopes = slopes;
        this.workers = workers;
        Span turned = memory.take(Transposition.stacks(form.units()) * stackStride());
        scratch = turned.array();
        stacks = turned.at();
        laneSize = Lanes.roundUp(form.units(), Lanes.PANEL);
        sums = memory.take(form.chunks().lanes() * laneSize).at();
        values = Lanes.roundUp(Math.max(Transposition.work(), Lanes.PANEL), Lanes.LINE);
        workerSize = values + Chunks.BLOCK_PANELS * form.units() * Lanes.PANEL;
        working = memory.take(workers.count() * workerSize).at();
    }

    /** Returns the distance between the stacks of a chunk. */
    int stackStride() {
        return Lanes.roundUp(Math.min(form.columns(), Chunks.CHUNK), Lanes.PANEL) * Lanes.PANEL;
    }

    /** Returns where the stacks' rows for a chunk's panel begin. */
    int stacks(int panelOfChunk) {
        return stacks + panelOfChunk * Lanes.PANEL * Lanes.PANEL;
    }

    /** Clears the sums. */
    void prepare() {
        Arrays.fill(scratch, sums, sums + form.chunks().lanes() * laneSize, 0f);
    }

    /** Leads one chunk back. */
    void run(int which) {
        chunk = which;
        Chunks chunks = form.chunks();
        long work = (long) form.units() * Chunks.CHUNK * Lanes.COUNT;
        workers.run(chunks.lanes(which), work, leading);
    }

    /** Joins the lanes' sums. */
    void finish() {
        workers.run(1, form.units(), writing);
    }

    private void leadLane(int lane, int worker) {
        Chunks chunks = form.chunks();
        int own = working + worker * workerSize;
        int end = chunks.end(chunk, lane);
        for (int column = chunks.begin(chunk, lane); column < end; column += Chunks.BLOCK) {
            int columns = Math.min(Chunks.BLOCK, end - column);
            leadBlock(own, column, columns);
            int turned = stacks((column - chunks.begin(chunk)) / Lanes.PANEL);
            ColumnProducts.addColumns(
                    Transposition.stacks(form.units()),
                    Lanes.panels(columns) * Lanes.PANEL,
                    scratch,
                    turned,
                    stackStride(),
                    scratch,
                    sums + lane * laneSize);
        }
    }

    private void leadBlock(int own, int column, int columns) {
        int first = column / Lanes.PANEL;
        int begin = form.chunks().begin(chunk) / Lanes.PANEL;
        int size = form.units() * Lanes.PANEL;
        dy.read(form.units(), column, columns, scratch, slopes.place(first), slopes.stride());
        if (form.activation() != Activation.NONE) {
            y.read(form.units(), column, columns, scratch, own + values, size);
        }
        for (int panel = 0; panel < Lanes.panels(columns); panel++) {
            int at = slopes.place(first + panel);
            int value = own + values + panel * size;
            if (form.activation() != Activation.NONE) {
                form.activation().differentiate(scratch, value, scratch, at, scratch, at, size, scratch, own);
            }
            int turned = stacks(first + panel - begin);
            Transposition.turn(form.units(), scratch, at, scratch, turned, stackStride(), scratch, own);
        }
    }

    private void writeBias(int block, int worker) {
        int lanes = form.chunks().lanes();
        int own = working + worker * workerSize;
        ColumnProducts.writeJoined(scratch, sums, lanes, laneSize, form.units(), byBias.array(), byBias.at(), own);
    }
}
