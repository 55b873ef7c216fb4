package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * The first pass of a gated layer's gradient: takes the gradients by the skips' sums and x' back through both dense
 * layers and the gates to the convolution's sums, and while all that lies in the cache adds up the gradients by the
 * weights. Lanes have sums of their own, joined in order.
 */
final class GatedWeightPass {
    private final GatedForm form;
    private final JoinedForm joined;
    private final PanelStore gates;
    private final PanelStore led;
    private final PanelStore slopes;
    private final SkipBackward skips;
    private final RowPanels denseRows;
    private final TapSums byKernel;
    private final ColumnProducts bySkip;
    private final ColumnProducts byDense;
    private final Places places;
    private final float[] scratch;
    private final int weights;
    private final int zeros;
    private final int lanes;
    private final int working;
    private final Workers workers;
    private final BlockTask summing = this::sumLane;
    private int chunk;

    /** Where things lie in a lane's sums and in a worker's own memory. */
    private static final class Places {
        final int kernelSums;
        final int biasSums;
        final int skipSums;
        final int denseSums;
        final int denseBiasSums;
        final int laneSize;
        final int zPanel;
        final int z;
        final int stacks;
        final int nextStacks;
        final int work;
        final int workerSize;

        Places(GatedForm form, int units) {
            Layout lane = new Layout();
            kernelSums = lane.take(form.taps() * new ColumnProducts(form.channels(), form.filters()).size());
            biasSums = lane.take(Lanes.roundUp(form.filters(), Lanes.PANEL));
            skipSums = lane.take(new ColumnProducts(form.gates(), units).size());
            denseSums = lane.take(form.residual() ? new ColumnProducts(form.gates(), form.channels()).size() : 0);
            denseBiasSums = lane.take(form.residual() ? Lanes.roundUp(form.channels(), Lanes.PANEL) : 0);
            laneSize = lane.size();
            zPanel = Lanes.roundUp(form.gates(), RowPacking.UNIT) * Lanes.PANEL;
            Layout own = new Layout();
            z = own.take(Chunks.BLOCK_PANELS * zPanel);
            stacks = own.take(Transposition.stacks(form.filters()) * stackStride());
            nextStacks = own.take(form.residual() ? Transposition.stacks(form.channels()) * stackStride() : 0);
            work = own.take(Math.max(Transposition.work(), Lanes.PANEL));
            workerSize = own.size();
        }
    }

    /**
     * Binds the pass to its memory.
     *
     * @param x what the layer read
     * @param gates the tanh and, below it, the σ
     * @param led the gradient by the skips' sums and, below it, the one by x'
     * @param slopes receives the gradient by the convolution's sums
     * @param working {@link #working} floats, which passes that run one after the other may share
     */
    GatedWeightPass(
            GatedForm form,
            JoinedForm joined,
            PanelStore x,
            PanelStore gates,
            PanelStore led,
            PanelStore slopes,
            SkipBackward skips,
            Scratch memory,
            Span working,
            Workers workers) {
        this.form = form;
        this.joined = joined;
        this.gates = gates;
        this.led = led;
        this.slopes = slopes;
        this.skips = skips;
        this.workers = workers;
        this.working = working.at();
        scratch = working.array();
        denseRows = new RowPanels(form.gates(), joined.units() + (form.residual() ? form.channels() : 0));
        byKernel = new TapSums(x, form.taps(), -form.step(), form.filters());
        bySkip = new ColumnProducts(form.gates(), joined.units());
        byDense = new ColumnProducts(form.gates(), form.channels());
        places = new Places(form, joined.units());
        weights = memory.take(denseRows.size()).at();
        zeros = memory.take(denseRows.paddedRows()).at();
        lanes = memory.take(laneCount() * places.laneSize).at();
    }

    private static int stackStride() {
        return Chunks.BLOCK * Lanes.PANEL;
    }

    private int laneCount() {
        return form.chunks().lanes();
    }

    /** Returns how many floats all workers take. */
    static int working(GatedForm form, int units, Workers workers) {
        return workers.count() * new Places(form, units).workerSize;
    }

    /**
     * Packs the weights and clears the sums.
     *
     * @param skip the layer's rows of the joined kernel, {@code [gates, units]}
     */
    void prepare(Span skip, GatedForward.Operands operands) {
        int units = joined.units();
        denseRows.pack(skip.array(), skip.at(), units, 1, scratch, weights, 0, units);
        Span dense = operands.dense();
        if (dense != null) {
            int channels = form.channels();
            denseRows.pack(dense.array(), dense.at(), channels, 1, scratch, weights, units, channels);
        }
        Arrays.fill(scratch, zeros, zeros + denseRows.paddedRows(), 0f);
        Arrays.fill(scratch, lanes, lanes + laneCount() * places.laneSize, 0f);
        gates.loadTail();
    }

    /** Adds up one chunk. */
    void run(int which) {
        chunk = which;
        Chunks chunks = form.chunks();
        long work = 2 * form.work() + (long) form.columns() * form.gates() * joined.units();
        workers.run(chunks.lanes(which), chunks.share(which, work), summing);
    }

    private void sumLane(int lane, int worker) {
        int sums = lanes + lane * places.laneSize;
        int own = working + worker * places.workerSize;
        int end = form.chunks().end(chunk, lane);
        for (int column = form.chunks().begin(chunk, lane); column < end; column += Chunks.BLOCK) {
            int first = column / Lanes.PANEL;
            int panels = Lanes.panels(Math.min(Chunks.BLOCK, end - column));
            for (int panel = 0; panel < panels; panel++) {
                leadBack(own, first + panel, panel);
            }
            addBlock(own, first, panels, sums);
        }
    }

    /** Leaves the gradient by the convolution's sums, and turned over in stacks; and z. */
    private void leadBack(int own, int panel, int panelOfBlock) {
        int z = own + places.z + panelOfBlock * places.zPanel;
        int place = slopes.place(panel);
        denseRows.multiplyAll(scratch, weights, scratch, led.place(panel), scratch, zeros, scratch, z);
        int count = form.gates() * Lanes.PANEL;
        GatedSlopes.lead(gates.array(panel), gates.place(panel), scratch, z, scratch, place, count);
        turn(form.filters(), place, own + places.stacks, panelOfBlock, own);
        if (form.residual()) {
            int next = led.place(panel) + joined.units() * Lanes.PANEL;
            turn(form.channels(), next, own + places.nextStacks, panelOfBlock, own);
        }
    }

    private void turn(int rows, int from, int stacks, int panelOfBlock, int own) {
        int to = stacks + panelOfBlock * Lanes.PANEL * Lanes.PANEL;
        Transposition.turn(rows, scratch, from, scratch, to, stackStride(), scratch, own + places.work);
    }

    private void addBlock(int own, int first, int panels, int sums) {
        int z = own + places.z;
        byKernel.add(first, panels, scratch, own + places.stacks, stackStride(), scratch, sums + places.kernelSums);
        addColumns(form.filters(), panels, own + places.stacks, sums + places.biasSums);
        int skipStacks = skips.stacks(first - form.chunks().begin(chunk) / Lanes.PANEL);
        addProducts(bySkip, panels, z, skipStacks, skips.stackStride(), sums + places.skipSums);
        if (form.residual()) {
            addProducts(byDense, panels, z, own + places.nextStacks, stackStride(), sums + places.denseSums);
            addColumns(form.channels(), panels, own + places.nextStacks, sums + places.denseBiasSums);
        }
    }

    private void addProducts(ColumnProducts products, int panels, int left, int right, int stride, int sums) {
        products.add(panels, Lanes.PANEL, scratch, left, places.zPanel, scratch, right, stride, scratch, sums);
    }

    private void addColumns(int rows, int panels, int stacks, int sums) {
        ColumnProducts.addColumns(
                Transposition.stacks(rows), panels * Lanes.PANEL, scratch, stacks, stackStride(), scratch, sums);
    }

    /** Joins the lanes' sums. */
    void finish(GatedBackward.Results results) {
        for (int row = 0; row < form.patch(); row++) {
            Span to = results.kernel();
            byKernel.write(
                    scratch, lanes + places.kernelSums, laneCount(), places.laneSize, row, to.array(), to.at(), work());
        }
        writeBias(places.biasSums, form.filters(), results.bias());
        write(bySkip, places.skipSums, results.skip());
        Span dense = results.dense();
        Span denseBias = results.denseBias();
        if (dense != null && denseBias != null) {
            write(byDense, places.denseSums, dense);
            writeBias(places.denseBiasSums, form.channels(), denseBias);
        }
    }

    private int work() {
        return working + places.work;
    }

    private void write(ColumnProducts products, int sums, Span target) {
        for (int row = 0; row < form.gates(); row++) {
            products.write(
                    scratch, lanes + sums, laneCount(), places.laneSize, row, target.array(), target.at(), work());
        }
    }

    private void writeBias(int sums, int count, Span target) {
        ColumnProducts.writeJoined(
                scratch, lanes + sums, laneCount(), places.laneSize, count, target.array(), target.at(), work());
    }
}
