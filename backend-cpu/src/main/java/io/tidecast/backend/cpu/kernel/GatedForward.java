package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A gated dilated causal convolution, {@code z = tanh(W_f ∗ x + b_f) ⊙ σ(W_s ∗ x + b_s)}, and what leads on from it,
 * {@code x' = x + W_rᵀ·z + b_r}: both products and all between them block by block, while it lies in the cache.
 */
public final class GatedForward implements BlockTask {
    private final GatedForm form;
    private final Operands operands;
    private final Results results;
    private final RowPanels gateRows;
    private final RowPanels residualRows;
    private final Places places;
    private final Rows x;
    private final float[] scratch;
    private final int shared;
    private final int working;
    private final Workers workers;
    private int firstBlock;

    /**
     * What the layer reads.
     *
     * @param x {@code [channels, times, batch]}
     * @param kernel {@code [taps, channels, 2 · gates]}
     * @param bias {@code [2 · gates]}
     * @param residualKernel {@code [gates, channels]}, or null without a residual
     * @param residualBias {@code [channels]}, or null without a residual
     */
    public record Operands(
            Span x,
            Span kernel,
            Span bias,
            @Nullable Span residualKernel,
            @Nullable Span residualBias) {}

    /**
     * What the layer writes.
     *
     * @param z {@code [gates, times, batch]}
     * @param next {@code [channels, times, batch]}, or null without a residual
     * @param saved {@code [2 · gates, times, batch]}, or null if nobody wants it
     */
    public record Results(
            Span z, @Nullable Span next, @Nullable Span saved) {}

    /** Where things lie in the memory for what is prepared, and in each worker's own. */
    private static final class Places {
        final int gateWeights;
        final int gateStart;
        final int residualWeights;
        final int residualStart;
        final int preparedSize;
        final int patchPanel;
        final int sumPanel;
        final int zPanel;
        final int nextPanel;
        final int patches;
        final int sums;
        final int z;
        final int next;
        final int ownSize;

        Places(GatedForm form, RowPanels gateRows, RowPanels residualRows) {
            Layout shared = new Layout();
            gateWeights = shared.take(gateRows.size());
            gateStart = shared.take(gateRows.paddedRows());
            residualWeights = shared.take(residualRows.size());
            residualStart = shared.take(residualRows.paddedRows());
            preparedSize = shared.size();
            patchPanel = form.patch() * Lanes.PANEL;
            sumPanel = gateRows.paddedRows() * Lanes.PANEL;
            zPanel = form.gates() * Lanes.PANEL;
            nextPanel = residualRows.paddedRows() * Lanes.PANEL;
            Layout own = new Layout();
            patches = own.take(GatedForm.PANELS * patchPanel);
            sums = own.take(GatedForm.PANELS * sumPanel);
            z = own.take(GatedForm.PANELS * zPanel);
            next = own.take(GatedForm.PANELS * nextPanel);
            ownSize = own.size();
        }
    }

    /**
     * Binds a layer to its memory.
     *
     * @param prepared {@link #prepared} floats, which keep the weights from {@link #prepare} on
     * @param working {@link #working} floats, which layers that run one after the other may share
     */
    public GatedForward(
            GatedForm form, Operands operands, Results results, Span prepared, Span working, Workers workers) {
        this.form = form;
        this.operands = operands;
        this.results = results;
        this.workers = workers;
        scratch = prepared.array();
        x = Rows.whole(operands.x(), form.columns());
        gateRows = gateRows(form);
        residualRows = residualRows(form);
        places = new Places(form, gateRows, residualRows);
        shared = prepared.at();
        this.working = working.at();
    }

    private static RowPanels gateRows(GatedForm form) {
        return new RowPanels(form.filters(), form.patch());
    }

    private static RowPanels residualRows(GatedForm form) {
        return new RowPanels(form.channels(), form.gates());
    }

    private static Places places(GatedForm form) {
        return new Places(form, gateRows(form), residualRows(form));
    }

    /** Returns how many floats the prepared weights take. */
    public static int prepared(GatedForm form) {
        return places(form).preparedSize;
    }

    /** Returns how many floats all workers take. */
    public static int working(GatedForm form, Workers workers) {
        return workers.count() * places(form).ownSize;
    }

    /** Computes the layer. */
    public void run() {
        prepare();
        for (int chunk = 0; chunk < form.chunks().count(); chunk++) {
            run(chunk);
        }
    }

    /** Packs the weights. */
    void prepare() {
        Span kernel = operands.kernel();
        int weights = shared + places.gateWeights;
        gateRows.pack(kernel.array(), kernel.at(), 1, form.filters(), scratch, weights, 0, form.patch());
        gateRows.packStart(operands.bias().array(), operands.bias().at(), scratch, shared + places.gateStart);
        Span dense = operands.residualKernel();
        Span start = operands.residualBias();
        if (dense != null && start != null) {
            int into = shared + places.residualWeights;
            residualRows.pack(dense.array(), dense.at(), 1, form.channels(), scratch, into, 0, form.gates());
            residualRows.packStart(start.array(), start.at(), scratch, shared + places.residualStart);
        }
    }

    /** Computes one chunk. */
    void run(int chunk) {
        Chunks chunks = form.chunks();
        firstBlock = chunks.begin(chunk) / Chunks.BLOCK;
        workers.run(chunks.blocks(chunk, Chunks.BLOCK), chunks.share(chunk, form.work()), this);
    }

    @Override
    public void run(int block, int worker) {
        int own = working + worker * places.ownSize;
        int column = (firstBlock + block) * Chunks.BLOCK;
        int columns = Math.min(Chunks.BLOCK, form.columns() - column);
        form.readPatches(x, column, columns, scratch, own + places.patches, places.patchPanel);
        for (int panel = 0; panel < Lanes.panels(columns); panel++) {
            computePanel(own, panel);
        }
        write(results.z(), own + places.z, places.zPanel, form.gates(), column, columns);
        write(results.next(), own + places.next, places.nextPanel, form.channels(), column, columns);
        write(results.saved(), own + places.sums, places.sumPanel, form.filters(), column, columns);
    }

    private void computePanel(int own, int panel) {
        int patch = own + places.patches + panel * places.patchPanel;
        int sums = own + places.sums + panel * places.sumPanel;
        int z = own + places.z + panel * places.zPanel;
        int weights = shared + places.gateWeights;
        int size = places.zPanel;
        gateRows.multiplyAll(scratch, weights, scratch, patch, scratch, shared + places.gateStart, scratch, sums);
        Exponential.tanh(scratch, sums, scratch, sums, size);
        Exponential.sigmoid(scratch, sums + size, scratch, sums + size, size);
        Arithmetic.multiply(scratch, sums, scratch, sums + size, scratch, z, size);
        if (form.residual()) {
            int next = own + places.next + panel * places.nextPanel;
            int dense = shared + places.residualWeights;
            int start = shared + places.residualStart;
            residualRows.multiplyAll(scratch, dense, scratch, z, scratch, start, scratch, next);
            int x = patch + (form.taps() - 1) * form.channels() * Lanes.PANEL;
            Arithmetic.add(scratch, next, scratch, x, scratch, next, form.channels() * Lanes.PANEL);
        }
    }

    private void write(@Nullable Span target, int panels, int panelStride, int rows, int column, int columns) {
        if (target != null) {
            PanelBlocks.write(
                    scratch, panels, panelStride, rows, column, columns, target.array(), target.at(), form.columns());
        }
    }
}
