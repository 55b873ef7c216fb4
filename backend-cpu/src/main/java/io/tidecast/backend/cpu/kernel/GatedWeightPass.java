package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first pass of a {@link GatedBackward}: takes the gradients by z and x' back through the dense layer and the gates
 * to the convolution's sums, and while all that lies in the cache adds up the gradients by the weights. Lanes have sums
 * of their own, joined in order.
 */
final class GatedWeightPass {
    private final GatedForm form;
    private final Rows x;
    private final Rows saved;
    private final Rows dz;
    private final @Nullable Rows next;
    private final @Nullable Span dense;
    private final GatedBackward.Results results;
    private final @Nullable RowRing slopes;
    private final RowPanels denseRows;
    private final ColumnProducts byKernel;
    private final ColumnProducts byDense;
    private final Places places;
    private final float[] scratch;
    private final int shared;
    private final int working;
    private final Workers workers;
    private final BlockTask summing = this::sumLane;
    private final BlockTask writing = this::writeRow;
    private int chunk;

    /** Where things lie in the memory that is kept, with each lane's own, and in each worker's. */
    private static final class Places {
        final int weights;
        final int zeros;
        final int lanes;
        final int kernelSums;
        final int biasSums;
        final int denseSums;
        final int denseBiasSums;
        final int laneSize;
        final int keptSize;
        final int patchPanel;
        final int slopePanel;
        final int gatePanel;
        final int nextPanel;
        final int patches;
        final int slopes;
        final int gates;
        final int next;
        final int stacks;
        final int nextStacks;
        final int product;
        final int work;
        final int workerSize;

        Places(GatedForm form, RowPanels denseRows, ColumnProducts byKernel, ColumnProducts byDense) {
            Layout all = new Layout();
            weights = all.take(denseRows.size());
            zeros = all.take(denseRows.paddedRows());
            lanes = all.size();
            Layout lane = new Layout();
            kernelSums = lane.take(byKernel.size());
            biasSums = lane.take(Lanes.roundUp(form.filters(), Lanes.PANEL));
            denseSums = lane.take(byDense.size());
            denseBiasSums = lane.take(Lanes.roundUp(form.channels(), Lanes.PANEL));
            laneSize = lane.size();
            keptSize = lanes + form.chunks().lanes() * laneSize;
            patchPanel = byKernel.leftPanel();
            slopePanel = Transposition.panelSize(form.filters());
            gatePanel = byDense.leftPanel();
            nextPanel = Transposition.panelSize(form.channels());
            Layout own = new Layout();
            patches = own.take(GatedForm.PANELS * patchPanel);
            slopes = own.take(GatedForm.PANELS * slopePanel);
            gates = own.take(GatedForm.PANELS * gatePanel);
            next = own.take(GatedForm.PANELS * nextPanel);
            stacks = own.take(Transposition.stacks(form.filters()) * Chunks.BLOCK * Lanes.PANEL);
            nextStacks = own.take(Transposition.stacks(form.channels()) * Chunks.BLOCK * Lanes.PANEL);
            product = own.take(denseRows.paddedRows() * Lanes.PANEL);
            work = own.take(Math.max(Transposition.work(), Lanes.PANEL));
            workerSize = own.size();
        }
    }

    /**
     * Binds the pass to its memory.
     *
     * @param next the gradient by x', or null without a residual
     * @param slopes receives the gradient by the convolution's sums, or null if nobody wants it
     * @param kept {@link #kept} floats, which keep weights and sums from {@link #prepare} to {@link #finish}
     * @param working {@link #working} floats, which passes that run one after the other may share
     */
    GatedWeightPass(
            GatedForm form,
            GatedBackward.Operands operands,
            Rows dz,
            @Nullable Rows next,
            GatedBackward.Results results,
            @Nullable RowRing slopes,
            Span kept,
            Span working,
            Workers workers) {
        this.form = form;
        this.dz = dz;
        this.next = next;
        this.results = results;
        this.slopes = slopes;
        this.workers = workers;
        scratch = kept.array();
        x = Rows.whole(operands.x(), form.columns());
        saved = Rows.whole(operands.saved(), form.columns());
        dense = operands.dense();
        shared = kept.at();
        this.working = working.at();
        denseRows = denseRows(form);
        byKernel = byKernel(form);
        byDense = byDense(form);
        places = new Places(form, denseRows, byKernel, byDense);
    }

    private static RowPanels denseRows(GatedForm form) {
        return new RowPanels(form.gates(), form.channels());
    }

    private static ColumnProducts byKernel(GatedForm form) {
        return new ColumnProducts(form.patch(), form.filters());
    }

    private static ColumnProducts byDense(GatedForm form) {
        return new ColumnProducts(form.gates(), form.channels());
    }

    private static Places places(GatedForm form) {
        return new Places(form, denseRows(form), byKernel(form), byDense(form));
    }

    /** Returns how many floats weights and sums take. */
    static int kept(GatedForm form) {
        return places(form).keptSize;
    }

    /** Returns how many floats all workers take. */
    static int working(GatedForm form, Workers workers) {
        return workers.count() * places(form).workerSize;
    }

    /** Packs the weights and clears the sums. */
    void prepare() {
        if (dense != null) {
            int into = shared + places.weights;
            denseRows.pack(dense.array(), dense.at(), form.channels(), 1, scratch, into, 0, form.channels());
            int zeros = shared + places.zeros;
            Arrays.fill(scratch, zeros, zeros + denseRows.paddedRows(), 0f);
        }
        Arrays.fill(scratch, shared + places.lanes, shared + places.keptSize, 0f);
    }

    /** Adds up one chunk. */
    void run(int which) {
        chunk = which;
        Chunks chunks = form.chunks();
        workers.run(chunks.lanes(which), chunks.share(which, 2 * form.work()), summing);
    }

    /** Joins the lanes' sums. */
    void finish() {
        int rows = form.patch() + 1 + (form.residual() ? form.gates() + 1 : 0);
        workers.run(rows, (long) form.chunks().lanes() * places.laneSize, writing);
    }

    private int own(int worker) {
        return working + worker * places.workerSize;
    }

    private void sumLane(int lane, int worker) {
        int sums = shared + places.lanes + lane * places.laneSize;
        int own = own(worker);
        int end = form.chunks().end(chunk, lane);
        for (int column = form.chunks().begin(chunk, lane); column < end; column += Chunks.BLOCK) {
            int columns = Math.min(Chunks.BLOCK, end - column);
            readBlock(own, column, columns);
            for (int panel = 0; panel < Lanes.panels(columns); panel++) {
                leadBack(own, panel);
            }
            if (slopes != null) {
                int from = own + places.slopes;
                slopes.write(scratch, from, places.slopePanel, form.filters(), column, columns);
            }
            addBlock(own, Lanes.panels(columns), sums);
        }
    }

    private void readBlock(int own, int column, int columns) {
        form.readPatches(x, column, columns, scratch, own + places.patches, places.patchPanel);
        saved.read(form.filters(), column, columns, scratch, own + places.slopes, places.slopePanel);
        dz.read(form.gates(), column, columns, scratch, own + places.gates, places.gatePanel);
        if (next != null) {
            next.read(form.channels(), column, columns, scratch, own + places.next, places.nextPanel);
        }
    }

    /** Leaves the gradient by the convolution's sums where the saved gates were, and z where its gradient was. */
    private void leadBack(int own, int panel) {
        int gates = own + places.gates + panel * places.gatePanel;
        int slopesAt = own + places.slopes + panel * places.slopePanel;
        int count = form.gates() * Lanes.PANEL;
        if (form.residual()) {
            int dNext = own + places.next + panel * places.nextPanel;
            int product = own + places.product;
            int weights = shared + places.weights;
            denseRows.multiplyAll(scratch, weights, scratch, dNext, scratch, shared + places.zeros, scratch, product);
            Arithmetic.add(scratch, gates, scratch, product, scratch, gates, count);
            turn(form.channels(), dNext, own + places.nextStacks, panel, own);
        }
        GatedSlopes.replace(scratch, slopesAt, slopesAt + count, gates, count);
        turn(form.filters(), slopesAt, own + places.stacks, panel, own);
    }

    private void turn(int rows, int from, int stacks, int panel, int own) {
        int to = stacks + panel * Lanes.PANEL * Lanes.PANEL;
        int stride = Chunks.BLOCK * Lanes.PANEL;
        Transposition.turn(rows, scratch, from, scratch, to, stride, scratch, own + places.work);
    }

    private void addBlock(int own, int panels, int sums) {
        int stride = Chunks.BLOCK * Lanes.PANEL;
        int columns = panels * Lanes.PANEL;
        int patches = own + places.patches;
        int stacks = own + places.stacks;
        int kernelSums = sums + places.kernelSums;
        byKernel.add(panels, scratch, patches, places.patchPanel, scratch, stacks, stride, scratch, kernelSums);
        int count = Transposition.stacks(form.filters());
        ColumnProducts.addColumns(count, columns, scratch, stacks, stride, scratch, sums + places.biasSums);
        if (form.residual()) {
            int gates = own + places.gates;
            int nextStacks = own + places.nextStacks;
            int denseSums = sums + places.denseSums;
            byDense.add(panels, scratch, gates, places.gatePanel, scratch, nextStacks, stride, scratch, denseSums);
            int nextCount = Transposition.stacks(form.channels());
            ColumnProducts.addColumns(
                    nextCount, columns, scratch, nextStacks, stride, scratch, sums + places.denseBiasSums);
        }
    }

    /** Joins the lanes' sums of one row: first the kernel's rows and its bias, then those of the dense layer. */
    private void writeRow(int row, int worker) {
        int patch = form.patch();
        if (row < patch) {
            write(byKernel, places.kernelSums, row, results.kernel(), worker);
        } else if (row == patch) {
            writeBias(places.biasSums, form.filters(), results.bias(), worker);
        } else if (row <= patch + form.gates()) {
            write(byDense, places.denseSums, row - patch - 1, results.dense(), worker);
        } else {
            writeBias(places.denseBiasSums, form.channels(), results.denseBias(), worker);
        }
    }

    private void write(ColumnProducts products, int sums, int row, @Nullable Span target, int worker) {
        if (target != null) {
            int from = shared + places.lanes + sums;
            int work = own(worker) + places.work;
            int lanes = form.chunks().lanes();
            products.write(scratch, from, lanes, places.laneSize, row, target.array(), target.at(), work);
        }
    }

    private void writeBias(int sums, int count, @Nullable Span target, int worker) {
        if (target != null) {
            int work = own(worker) + places.work;
            int from = shared + places.lanes + sums;
            int lanes = form.chunks().lanes();
            ColumnProducts.writeJoined(scratch, from, lanes, places.laneSize, count, target.array(), target.at(), work);
        }
    }
}
