package io.tidecast.backend.cpu.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gated dilated causal convolution, {@code z = tanh(W_f ∗ x + b_f) ⊙ σ(W_s ∗ x + b_s)}, and what leads on from it,
 * {@code x' = x + W_rᵀ·z + b_r}, from panels to panels: both products and all between them while a panel lies in the
 * cache.
 */
final class GatedForward implements BlockTask {
    private final GatedForm form;
    private final Operands operands;
    private final PanelStore x;
    private final PanelStore z;
    private final @Nullable PanelStore next;
    private final @Nullable PanelStore gates;
    private final RowPanels gateRows;
    private final RowPanels residualRows;
    private final TapProduct convolution;
    private final float[] scratch;
    private final int gateWeights;
    private final int gateStart;
    private final int residualWeights;
    private final int residualStart;
    private final Places places;
    private final int working;
    private final Workers workers;
    private final PanelOrder order;
    private final int distance;

    /**
     * A layer's parameters.
     *
     * @param kernel {@code [taps, channels, 2 · gates]}
     * @param bias {@code [2 · gates]}
     * @param dense the residual's kernel {@code [gates, channels]}, or null without one
     * @param denseBias {@code [channels]}, or null without a residual
     */
    record Operands(
            Span kernel,
            Span bias,
            @Nullable Span dense,
            @Nullable Span denseBias) {
        /** Finds a layer's parameters among all layers'. */
        static Operands of(GatedForm form, List<Span> all, int first) {
            Span dense = form.residual() ? all.get(first + 2) : null;
            Span denseBias = form.residual() ? all.get(first + 3) : null;
            return new Operands(all.get(first), all.get(first + 1), dense, denseBias);
        }
    }

    /** Where things lie in a worker's own memory. */
    private static final class Places {
        final int patch;
        final int sums;
        final int partner;
        final int next;
        final int size;

        Places(GatedForm form) {
            Layout own = new Layout();
            patch = own.take(TapProduct.work(gateRows(form)));
            sums = own.take(gateRows(form).paddedRows() * Lanes.PANEL);
            partner = own.take(gateRows(form).paddedRows() * Lanes.PANEL);
            next = own.take(residualRows(form).paddedRows() * Lanes.PANEL);
            size = own.size();
        }
    }

    /**
     * Binds a layer to its memory.
     *
     * @param next receives x', or null without a residual
     * @param gates receives the tanh and, below it, the σ, or null if nobody wants them
     * @param working {@link #working} floats, which layers that run one after the other may share
     */
    GatedForward(
            GatedForm form,
            Operands operands,
            PanelStore x,
            PanelStore z,
            @Nullable PanelStore next,
            @Nullable PanelStore gates,
            Scratch memory,
            Span working,
            Workers workers) {
        this.form = form;
        this.operands = operands;
        this.x = x;
        this.z = z;
        this.next = next;
        this.gates = gates;
        this.workers = workers;
        this.working = working.at();
        scratch = working.array();
        places = new Places(form);
        gateRows = gateRows(form);
        residualRows = residualRows(form);
        convolution = new TapProduct(gateRows, x, form.taps(), -form.step(), memory);
        order = convolution.order();
        distance = form.step() / Lanes.PANEL;
        gateWeights = memory.take(gateRows.size()).at();
        gateStart = memory.take(gateRows.paddedRows()).at();
        residualWeights = memory.take(residualRows.size()).at();
        residualStart = memory.take(residualRows.paddedRows()).at();
    }

    private static RowPanels gateRows(GatedForm form) {
        return new RowPanels(form.filters(), form.patch());
    }

    private static RowPanels residualRows(GatedForm form) {
        return new RowPanels(form.channels(), form.gates());
    }

    /** Returns how many floats all workers take. */
    static int working(GatedForm form, Workers workers) {
        return workers.count() * new Places(form).size;
    }

    /** Packs the weights. */
    void prepare() {
        Span kernel = operands.kernel();
        gateRows.pack(kernel.array(), kernel.at(), 1, form.filters(), scratch, gateWeights, 0, form.patch());
        convolution.prepare(scratch, gateWeights);
        gateRows.packStart(operands.bias().array(), operands.bias().at(), scratch, gateStart);
        Span dense = operands.dense();
        Span start = operands.denseBias();
        if (dense != null && start != null) {
            residualRows.pack(dense.array(), dense.at(), 1, form.channels(), scratch, residualWeights, 0, form.gates());
            residualRows.packStart(start.array(), start.at(), scratch, residualStart);
        }
    }

    /** Computes one chunk. */
    void run(int chunk) {
        Chunks chunks = form.chunks();
        order.begin(chunks.begin(chunk) / Lanes.PANEL, Lanes.panels(chunks.end(chunk)));
        workers.run(order.blocks(), chunks.share(chunk, form.work()), this);
    }

    @Override
    public void run(int block, int worker) {
        int own = working + worker * places.size;
        int patch = own + places.patch;
        int sums = own + places.sums;
        int partner = own + places.partner;
        for (int pair = order.firstPair(block); pair < order.endPair(block); pair++) {
            int panel = order.panel(pair);
            if (order.isPaired(panel)) {
                convolution.multiplyBoth(
                        panel, scratch, gateWeights, scratch, gateStart, scratch, patch, scratch, sums, partner);
                leadOn(own, panel, sums);
                leadOn(own, panel + distance, partner);
            } else {
                convolution.multiply(panel, scratch, gateWeights, scratch, gateStart, scratch, patch, scratch, sums);
                leadOn(own, panel, sums);
            }
        }
    }

    private void leadOn(int own, int panel, int sums) {
        openGates(panel, sums);
        if (next != null) {
            addResidual(own, panel, next);
        }
    }

    private void openGates(int panel, int sums) {
        int size = form.gates() * Lanes.PANEL;
        float[] to = gates == null ? scratch : gates.array(panel);
        int at = gates == null ? sums : gates.place(panel);
        Exponential.tanh(scratch, sums, to, at, size);
        Exponential.sigmoidTimes(scratch, sums + size, to, at, to, at + size, z.array(panel), z.place(panel), size);
    }

    private void addResidual(int own, int panel, PanelStore next) {
        int sums = own + places.next;
        residualRows.multiplyAll(
                scratch, residualWeights, z.array(panel), z.place(panel), scratch, residualStart, scratch, sums);
        Arithmetic.add(
                scratch,
                sums,
                x.array(panel),
                x.place(panel),
                next.array(panel),
                next.place(panel),
                form.channels() * Lanes.PANEL);
    }

    /** Brings what was worked on beside the results to them. */
    void finish() {
        if (next != null) {
            next.storeTail();
        }
        if (gates != null) {
            gates.storeTail();
        }
    }
}
