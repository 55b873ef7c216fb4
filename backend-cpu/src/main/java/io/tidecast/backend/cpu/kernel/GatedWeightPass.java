package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first pass of a {@link GatedBackward}: takes the gradients by z and x' back through the dense layer and the gates
 * to the convolution's sums, and while all that lies in the cache adds up the gradients by the weights. Neighbouring
 * blocks of columns form groups with sums of their own, which are joined in order.
 */
final class GatedWeightPass {
    /** In how many parts the weights' gradients are summed at the most, whatever the number of threads. */
    private static final int MOST_GROUPS = 16;

    private final GatedForm form;
    private final GatedBackward.Operands operands;
    private final GatedBackward.Results results;
    private final @Nullable Span slopes;
    private final RowPanels denseRows;
    private final ColumnProducts byKernel;
    private final ColumnProducts byDense;
    private final Places places;
    private final float[] scratch;
    private final int shared;
    private final Workers workers;
    private final BlockTask summing = this::sumGroup;
    private final BlockTask writing = this::writeRow;

    /** Where things lie in the scratch memory that all share, in each group's own and in each worker's. */
    private static final class Places {
        final int weights;
        final int zeros;
        final int groups;
        final int kernelSums;
        final int biasSums;
        final int denseSums;
        final int denseBiasSums;
        final int groupSize;
        final int workers;
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
            groups = all.size();
            Layout group = new Layout();
            kernelSums = group.take(byKernel.size());
            biasSums = group.take(Lanes.roundUp(form.filters(), Lanes.PANEL));
            denseSums = group.take(byDense.size());
            denseBiasSums = group.take(Lanes.roundUp(form.channels(), Lanes.PANEL));
            groupSize = group.size();
            workers = groups + groupCount(form) * groupSize;
            patchPanel = byKernel.leftPanel();
            slopePanel = Transposition.panelSize(form.filters());
            gatePanel = byDense.leftPanel();
            nextPanel = Transposition.panelSize(form.channels());
            Layout own = new Layout();
            patches = own.take(GatedForm.PANELS * patchPanel);
            slopes = own.take(GatedForm.PANELS * slopePanel);
            gates = own.take(GatedForm.PANELS * gatePanel);
            next = own.take(GatedForm.PANELS * nextPanel);
            stacks = own.take(Transposition.stacks(form.filters()) * GatedForm.BLOCK * Lanes.PANEL);
            nextStacks = own.take(Transposition.stacks(form.channels()) * GatedForm.BLOCK * Lanes.PANEL);
            product = own.take(denseRows.paddedRows() * Lanes.PANEL);
            work = own.take(Math.max(Transposition.work(), Lanes.PANEL));
            workerSize = own.size();
        }
    }

    /**
     * Binds the pass to its memory.
     *
     * @param slopes receives the gradient by the convolution's sums, in rows of {@link GatedForm#slopeStride} floats, or
     *     null if nobody wants it
     */
    GatedWeightPass(
            GatedForm form,
            GatedBackward.Operands operands,
            GatedBackward.Results results,
            @Nullable Span slopes,
            Span scratch,
            Workers workers) {
        this.form = form;
        this.operands = operands;
        this.results = results;
        this.slopes = slopes;
        this.workers = workers;
        this.scratch = scratch.array();
        shared = scratch.at();
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

    private static int blocksPerGroup(GatedForm form) {
        return Math.max(1, (form.blocks() + MOST_GROUPS - 1) / MOST_GROUPS);
    }

    private static int groupCount(GatedForm form) {
        return (form.blocks() + blocksPerGroup(form) - 1) / blocksPerGroup(form);
    }

    /** Returns how many floats of scratch the pass takes. */
    static int scratch(GatedForm form, Workers workers) {
        Places places = new Places(form, denseRows(form), byKernel(form), byDense(form));
        return places.workers + workers.count() * places.workerSize;
    }

    void run() {
        Span dense = operands.dense();
        if (dense != null) {
            int into = shared + places.weights;
            denseRows.pack(dense.array(), dense.at(), form.channels(), 1, scratch, into, 0, form.channels());
            int zeros = shared + places.zeros;
            Arrays.fill(scratch, zeros, zeros + denseRows.paddedRows(), 0f);
        }
        int groups = groupCount(form);
        workers.run(groups, 2 * form.work(), summing);
        int rows = form.patch() + 1 + (form.residual() ? form.gates() + 1 : 0);
        workers.run(rows, (long) groups * places.groupSize, writing);
    }

    private int own(int worker) {
        return shared + places.workers + worker * places.workerSize;
    }

    private void sumGroup(int group, int worker) {
        int sums = shared + places.groups + group * places.groupSize;
        Arrays.fill(scratch, sums, sums + places.groupSize, 0f);
        int perGroup = blocksPerGroup(form);
        int last = Math.min(form.blocks(), (group + 1) * perGroup);
        for (int block = group * perGroup; block < last; block++) {
            int column = block * GatedForm.BLOCK;
            int columns = Math.min(GatedForm.BLOCK, form.columns() - column);
            readBlock(own(worker), column, columns);
            for (int panel = 0; panel < Lanes.panels(columns); panel++) {
                leadBack(own(worker), panel);
            }
            if (slopes != null) {
                PanelBlocks.write(
                        scratch,
                        own(worker) + places.slopes,
                        places.slopePanel,
                        form.filters(),
                        column,
                        columns,
                        slopes.array(),
                        slopes.at(),
                        form.slopeStride());
            }
            addBlock(own(worker), Lanes.panels(columns), sums);
        }
    }

    private void readBlock(int own, int column, int columns) {
        form.readPatches(operands.x(), column, columns, scratch, own + places.patches, places.patchPanel);
        read(operands.saved(), form.filters(), column, columns, own + places.slopes, places.slopePanel);
        read(operands.dz(), form.gates(), column, columns, own + places.gates, places.gatePanel);
        Span next = operands.next();
        if (next != null) {
            read(next, form.channels(), column, columns, own + places.next, places.nextPanel);
        }
    }

    private void read(Span source, int rows, int column, int columns, int panels, int panelStride) {
        int length = form.columns();
        PanelBlocks.read(
                source.array(), source.at(), length, length, rows, column, columns, scratch, panels, panelStride);
    }

    /** Leaves the gradient by the convolution's sums where the saved gates were, and z where its gradient was. */
    private void leadBack(int own, int panel) {
        int gates = own + places.gates + panel * places.gatePanel;
        int slopesAt = own + places.slopes + panel * places.slopePanel;
        int count = form.gates() * Lanes.PANEL;
        if (form.residual()) {
            int next = own + places.next + panel * places.nextPanel;
            int product = own + places.product;
            int weights = shared + places.weights;
            denseRows.multiplyAll(scratch, weights, scratch, next, scratch, shared + places.zeros, scratch, product);
            Arithmetic.add(scratch, gates, scratch, product, scratch, gates, count);
            turn(form.channels(), next, own + places.nextStacks, panel, own);
        }
        GatedSlopes.replace(scratch, slopesAt, slopesAt + count, gates, count);
        turn(form.filters(), slopesAt, own + places.stacks, panel, own);
    }

    private void turn(int rows, int from, int stacks, int panel, int own) {
        int to = stacks + panel * Lanes.PANEL * Lanes.PANEL;
        int stride = GatedForm.BLOCK * Lanes.PANEL;
        Transposition.turn(rows, scratch, from, scratch, to, stride, scratch, own + places.work);
    }

    private void addBlock(int own, int panels, int sums) {
        int stride = GatedForm.BLOCK * Lanes.PANEL;
        int columns = panels * Lanes.PANEL;
        int patches = own + places.patches;
        int stacks = own + places.stacks;
        int kernelSums = sums + places.kernelSums;
        byKernel.add(panels, scratch, patches, places.patchPanel, scratch, stacks, stride, scratch, kernelSums);
        int count = Transposition.stacks(form.filters());
        ColumnProducts.addColumns(count, columns, scratch, stacks, stride, scratch, sums + places.biasSums);
        if (form.residual()) {
            int gates = own + places.gates;
            int next = own + places.nextStacks;
            int denseSums = sums + places.denseSums;
            byDense.add(panels, scratch, gates, places.gatePanel, scratch, next, stride, scratch, denseSums);
            int nextCount = Transposition.stacks(form.channels());
            ColumnProducts.addColumns(nextCount, columns, scratch, next, stride, scratch, sums + places.denseBiasSums);
        }
    }

    /** Joins the groups' sums of one row: first the kernel's rows and its bias, then those of the dense layer. */
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
            int from = shared + places.groups + sums;
            int work = own(worker) + places.work;
            int groups = groupCount(form);
            products.write(scratch, from, groups, places.groupSize, row, target.array(), target.at(), work);
        }
    }

    private void writeBias(int sums, int count, @Nullable Span target, int worker) {
        if (target != null) {
            int work = own(worker) + places.work;
            int from = shared + places.groups + sums;
            int groups = groupCount(form);
            ColumnProducts.writeJoined(
                    scratch, from, groups, places.groupSize, count, target.array(), target.at(), work);
        }
    }
}
