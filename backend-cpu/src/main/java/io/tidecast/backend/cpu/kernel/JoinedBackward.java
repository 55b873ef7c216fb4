package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * The gradient of a {@link JoinedForward}, block by block and chunk by chunk: back through the activation, then into the
 * sums for the weights and out to all sequences, each as one product. Lanes have sums of their own, joined in order.
 */
public final class JoinedBackward {
    private final JoinedForm form;
    private final Operands operands;
    private final Results results;
    private final Rows y;
    private final Rows dy;
    private final Rows[] sequences;
    private final Rows[] bySequences;
    private final RowPanels rows;
    private final ColumnProducts byKernel;
    private final Places places;
    private final float[] scratch;
    private final int shared;
    private final Workers workers;
    private final BlockTask summing = this::sumLane;
    private final BlockTask writing = this::writeRow;
    private int chunk;

    /**
     * What the gradient reads besides the sequences.
     *
     * @param kernel {@code [joined channels, units]}
     * @param y {@code [units, columns]}
     * @param dy the gradient by y, of the same shape
     */
    public record Operands(Span kernel, Span y, Span dy) {}

    /** What it writes besides the gradients by the sequences: those by the kernel and the bias {@code [units]}. */
    public record Results(Span kernel, Span bias) {}

    /** Where things lie in the scratch memory that all share, in each lane's own and in each worker's. */
    private static final class Places {
        final int weights;
        final int zeros;
        final int lanes;
        final int biasSums;
        final int laneSize;
        final int workers;
        final int slopePanel;
        final int joinedPanel;
        final int slopes;
        final int values;
        final int joined;
        final int back;
        final int stacks;
        final int work;
        final int workerSize;

        Places(JoinedForm form, RowPanels rows, ColumnProducts byKernel, boolean bySequence) {
            Layout all = new Layout();
            weights = all.take(bySequence ? rows.size() : 0);
            zeros = all.take(rows.paddedRows());
            lanes = all.size();
            Layout lane = new Layout();
            lane.take(byKernel.size());
            biasSums = lane.take(Lanes.roundUp(form.units(), Lanes.PANEL));
            laneSize = lane.size();
            workers = lanes + form.chunks().lanes() * laneSize;
            slopePanel = Transposition.panelSize(form.units());
            joinedPanel = byKernel.leftPanel();
            Layout own = new Layout();
            slopes = own.take(form.panels() * slopePanel);
            values = own.take(form.panels() * slopePanel);
            joined = own.take(form.panels() * joinedPanel);
            back = own.take(bySequence ? form.panels() * joinedPanel : 0);
            stacks = own.take(Transposition.stacks(form.units()) * form.block() * Lanes.PANEL);
            work = own.take(Math.max(Transposition.work(), Lanes.PANEL));
            workerSize = own.size();
        }
    }

    /**
     * Binds a gradient to its memory.
     *
     * @param sequences each {@code [its channels, columns]}
     * @param bySequences receive the gradients by them; none if nobody wants them
     */
    public JoinedBackward(
            JoinedForm form,
            Operands operands,
            Span[] sequences,
            Results results,
            Span[] bySequences,
            Span scratch,
            Workers workers) {
        this(form, operands, sequences, results, form.rows(bySequences), scratch, workers);
    }

    JoinedBackward(
            JoinedForm form,
            Operands operands,
            Span[] sequences,
            Results results,
            Rows[] bySequences,
            Span scratch,
            Workers workers) {
        this.form = form;
        this.operands = operands;
        this.sequences = form.rows(sequences);
        this.results = results;
        this.bySequences = bySequences;
        this.workers = workers;
        this.scratch = scratch.array();
        y = Rows.whole(operands.y(), form.columns());
        dy = Rows.whole(operands.dy(), form.columns());
        shared = scratch.at();
        rows = rows(form);
        byKernel = byKernel(form);
        places = new Places(form, rows, byKernel, bySequences.length > 0);
    }

    private static RowPanels rows(JoinedForm form) {
        return new RowPanels(form.joined(), form.units());
    }

    private static ColumnProducts byKernel(JoinedForm form) {
        return new ColumnProducts(form.joined(), form.units());
    }

    /** Returns how many floats of scratch a gradient takes. */
    public static int scratch(JoinedForm form, boolean bySequence, Workers workers) {
        Places places = new Places(form, rows(form), byKernel(form), bySequence);
        return places.workers + workers.count() * places.workerSize;
    }

    /** Computes the gradients. */
    public void run() {
        prepare();
        for (int each = form.chunks().count() - 1; each >= 0; each--) {
            run(each);
        }
        finish();
    }

    /** Packs the weights and clears the sums. */
    void prepare() {
        if (bySequences.length > 0) {
            Span kernel = operands.kernel();
            int into = shared + places.weights;
            rows.pack(kernel.array(), kernel.at(), form.units(), 1, scratch, into, 0, form.units());
            Arrays.fill(scratch, shared + places.zeros, shared + places.zeros + rows.paddedRows(), 0f);
        }
        Arrays.fill(scratch, shared + places.lanes, shared + places.workers, 0f);
    }

    /** Adds up one chunk, and leads it back to the sequences. */
    void run(int which) {
        chunk = which;
        workers.run(form.chunks().lanes(which), form.chunks().share(which, 2 * form.work()), summing);
    }

    /** Joins the lanes' sums. */
    void finish() {
        workers.run(form.joined() + 1, (long) form.chunks().lanes() * places.laneSize, writing);
    }

    private int own(int worker) {
        return shared + places.workers + worker * places.workerSize;
    }

    private void sumLane(int lane, int worker) {
        int sums = shared + places.lanes + lane * places.laneSize;
        int end = form.chunks().end(chunk, lane);
        for (int column = form.chunks().begin(chunk, lane); column < end; column += form.block()) {
            int columns = Math.min(form.block(), end - column);
            leadBack(own(worker), column, columns);
            addBlock(own(worker), column, columns, sums);
            if (bySequences.length > 0) {
                writeBack(own(worker), column, columns);
            }
        }
    }

    /** Leaves the gradient by the layer's sums in panels, and turned over in stacks. */
    private void leadBack(int own, int column, int columns) {
        dy.read(form.units(), column, columns, scratch, own + places.slopes, places.slopePanel);
        if (form.activation() != Activation.NONE) {
            y.read(form.units(), column, columns, scratch, own + places.values, places.slopePanel);
        }
        for (int panel = 0; panel < Lanes.panels(columns); panel++) {
            int slopes = own + places.slopes + panel * places.slopePanel;
            int values = own + places.values + panel * places.slopePanel;
            int work = own + places.work;
            if (form.activation() != Activation.NONE) {
                int count = form.units() * Lanes.PANEL;
                form.activation()
                        .differentiate(scratch, values, scratch, slopes, scratch, slopes, count, scratch, work);
            }
            int to = own + places.stacks + panel * Lanes.PANEL * Lanes.PANEL;
            Transposition.turn(form.units(), scratch, slopes, scratch, to, stackStride(), scratch, work);
        }
    }

    private int stackStride() {
        return form.block() * Lanes.PANEL;
    }

    private void addBlock(int own, int column, int columns, int sums) {
        int panels = Lanes.panels(columns);
        int stacks = own + places.stacks;
        int joined = own + places.joined;
        form.read(sequences, column, columns, scratch, joined, places.joinedPanel);
        byKernel.add(
                panels,
                Lanes.PANEL,
                scratch,
                joined,
                places.joinedPanel,
                scratch,
                stacks,
                stackStride(),
                scratch,
                sums);
        int count = Transposition.stacks(form.units());
        int bias = sums + places.biasSums;
        ColumnProducts.addColumns(count, panels * Lanes.PANEL, scratch, stacks, stackStride(), scratch, bias);
    }

    private void writeBack(int own, int column, int columns) {
        for (int panel = 0; panel < Lanes.panels(columns); panel++) {
            int from = own + places.slopes + panel * places.slopePanel;
            int to = own + places.back + panel * places.joinedPanel;
            int zeros = shared + places.zeros;
            rows.multiplyAll(scratch, shared + places.weights, scratch, from, scratch, zeros, scratch, to);
        }
        form.write(scratch, own + places.back, places.joinedPanel, column, columns, bySequences);
    }

    /** Joins the lanes' sums of one row of the kernel, or of the bias after the last. */
    private void writeRow(int row, int worker) {
        int work = own(worker) + places.work;
        int lanes = form.chunks().lanes();
        int sums = shared + places.lanes;
        if (row < form.joined()) {
            Span kernel = results.kernel();
            byKernel.write(scratch, sums, lanes, places.laneSize, row, kernel.array(), kernel.at(), work);
        } else {
            Span bias = results.bias();
            int from = sums + places.biasSums;
            ColumnProducts.writeJoined(
                    scratch, from, lanes, places.laneSize, form.units(), bias.array(), bias.at(), work);
        }
    }
}
