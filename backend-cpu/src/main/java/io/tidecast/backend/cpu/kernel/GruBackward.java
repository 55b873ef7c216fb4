package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link GruForward}, back through time from the gates that it saved, its lanes running over the batch. A
 * panel of the batch goes through all steps on its own. The gradients by the four sums of a step (q, z, r and the
 * candidate's, in this order, so that the first three meet the recurrent kernel and the last three the kernel) are kept
 * for some steps in groups of four rows, and then multiplied with the inputs and states of these steps at once.
 */
public final class GruBackward implements BlockTask {
    private final GruForm form;
    private final GruBackwardPlaces places;
    private final GruForward.Operands operands;
    private final Saved saved;
    private final Results results;
    private final Span scratch;
    private final Workers workers;

    /**
     * What the forward run left, and the gradient by it.
     *
     * @param y all states
     * @param gates what was saved of all steps
     * @param dy the gradient by all states
     */
    public record Saved(Span y, Span gates, Span dy) {}

    /**
     * What the gradient is taken by.
     *
     * @param kernel receives it, like the others in the shape of its operand
     * @param x receives it, or null if nobody wants it
     */
    public record Results(
            Span kernel,
            Span recurrent,
            Span bias,
            Span h0,
            @Nullable Span x) {}

    /** Binds a gradient to its memory, {@link #scratch} floats of it to work in. */
    public GruBackward(
            GruForm form, GruForward.Operands operands, Saved saved, Results results, Span scratch, Workers workers) {
        this.form = form;
        this.operands = operands;
        this.saved = saved;
        this.results = results;
        this.scratch = scratch;
        this.workers = workers;
        places = new GruBackwardPlaces(form);
    }

    /** Returns how many floats of scratch a gradient takes. */
    public static int scratch(GruForm form, Workers workers) {
        GruBackwardPlaces places = new GruBackwardPlaces(form);
        return places.shared + workers.count() * places.perWorker;
    }

    /** Computes the gradients. */
    public void run() {
        pack();
        workers.run(form.batchBlocks(), 2 * form.multiplyAdds(), this);
        addBlocks(results.kernel(), places.kernelSumsAt, form.channels() * 3 * form.units());
        addBlocks(results.recurrent(), places.recurrentSumsAt, form.units() * 3 * form.units());
        addBlocks(results.bias(), places.biasSumsAt, 2 * 3 * form.units());
    }

    /** The columns of the recurrent kernel in the order of the sums: those of h first. */
    private void pack() {
        int units = form.units();
        int padded = form.paddedUnits();
        int width = 3 * units;
        float[] array = scratch.array();
        int back = scratch.at() + places.backAt;
        int input = scratch.at() + places.inputAt;
        Arrays.fill(array, back, back + places.back.size(), 0f);
        Arrays.fill(array, input, input + places.input.size(), 0f);
        Arrays.fill(array, scratch.at() + places.zerosAt, scratch.at() + places.zerosAt + places.zeros, 0f);
        for (int gate = 0; gate < 3; gate++) {
            int recurrentAt = operands.recurrent().at() + (gate + 2) % 3 * units;
            int kernelAt = operands.kernel().at() + gate * units;
            int from = gate * padded;
            places.back.pack(operands.recurrent().array(), recurrentAt, width, 1, array, back, from, units);
            places.input.pack(operands.kernel().array(), kernelAt, width, 1, array, input, from, units);
        }
    }

    /** Adds up the blocks' sums in their order. */
    private void addBlocks(Span result, int at, int count) {
        float[] array = scratch.array();
        int from = scratch.at() + at;
        System.arraycopy(array, from, result.array(), result.at(), count);
        for (int block = 1; block < form.batchBlocks(); block++) {
            PanelRows.addRow(array, from + block * places.perBlock, count, result.array(), result.at());
        }
    }

    @Override
    public void run(int block, int worker) {
        GruBackwardPlaces p = places;
        float[] array = scratch.array();
        int own = scratch.at() + p.shared + worker * p.perWorker;
        int size = p.rows * Lanes.PANEL;
        Arrays.fill(array, own, own + p.panelsEnd, 0f);
        int first = block * Lanes.PANEL;
        int count = Math.min(Lanes.PANEL, form.batch() - first);
        int kept = 0;
        for (int time = form.times() - 1; time >= 0; time--) {
            read(own, time, first, count);
            GruGates.gather(array, own + p.keptAt, own + p.backSumsAt, own + p.dyAt, own + p.dAt, size);
            GruGates.updateGradient(
                    array,
                    own + p.dAt,
                    own + p.savedAt,
                    own + p.savedAt + 2 * size,
                    own + p.stateAt,
                    own + p.sumsAt + size,
                    own + p.sumsAt + 3 * size,
                    own + p.keptAt,
                    size);
            GruGates.resetGradient(
                    array,
                    own + p.sumsAt + 3 * size,
                    own + p.savedAt + size,
                    own + p.savedAt + 3 * size,
                    own + p.sumsAt + 2 * size,
                    own + p.sumsAt,
                    size);
            multiply(p.back, p.backAt, own + p.sumsAt, own + p.backSumsAt);
            writeInputGradient(own, time, first, count);
            keep(own, kept++);
            if (kept == p.chunk || time == 0) {
                addProducts(own, kept, block, form.times() - time <= p.chunk);
                kept = 0;
            }
        }
        GruGates.gather(array, own + p.keptAt, own + p.backSumsAt, own + p.zeroRowsAt, own + p.dAt, size);
        Span dh0 = results.h0();
        PanelRows.write(array, own + p.dAt, form.units(), count, dh0.array(), dh0.at() + first, form.batch());
    }

    /** Brings a step's gates, input, state before it and gradient into panels. */
    private void read(int own, int time, int first, int count) {
        int units = form.units();
        int stride = form.rowStride();
        int column = time * form.batch() + first;
        float[] array = scratch.array();
        Span gates = saved.gates();
        for (int gate = 0; gate < 4; gate++) {
            int from = gates.at() + gate * units * stride + column;
            int to = own + places.savedAt + gate * places.rows * Lanes.PANEL;
            PanelRows.read(gates.array(), from, stride, units, count, array, to);
        }
        Span dy = saved.dy();
        PanelRows.read(dy.array(), dy.at() + column, stride, units, count, array, own + places.dyAt);
        Span x = operands.x();
        PanelRows.read(x.array(), x.at() + column, stride, form.channels(), count, array, own + places.xAt);
        Span before = time == 0 ? operands.h0() : saved.y();
        int beforeAt = time == 0 ? before.at() + first : before.at() + column - form.batch();
        int beforeStride = time == 0 ? form.batch() : stride;
        PanelRows.read(before.array(), beforeAt, beforeStride, units, count, array, own + places.stateAt);
    }

    private void multiply(RowPanels rows, int packed, int columns, int out) {
        float[] array = scratch.array();
        int zeros = scratch.at() + places.zerosAt;
        rows.multiplyAll(array, scratch.at() + packed, array, columns, array, zeros, array, out);
    }

    private void writeInputGradient(int own, int time, int first, int count) {
        Span dx = results.x();
        if (dx != null) {
            int column = dx.at() + time * form.batch() + first;
            int sums = own + places.sumsAt + places.rows * Lanes.PANEL;
            multiply(places.input, places.inputAt, sums, own + places.dxAt);
            PanelRows.write(
                    scratch.array(), own + places.dxAt, form.channels(), count, dx.array(), column, form.rowStride());
        }
    }

    /** Puts a step's input, state and sums beside those of the steps before, group by group of four rows. */
    private void keep(int own, int position) {
        float[] array = scratch.array();
        int groups = places.keptGroups;
        int from = own + places.xAt;
        int to = own + places.chunkAt + position * Lanes.QUAD;
        int step = places.chunk * Lanes.QUAD;
        for (int group = 0; group < groups; group++) {
            System.arraycopy(array, from + group * Lanes.QUAD, array, to + group * step, Lanes.QUAD);
        }
    }

    /** Multiplies inputs and states of the kept steps with these steps' sums. */
    private void addProducts(int own, int kept, int block, boolean isFirst) {
        GruBackwardPlaces p = places;
        int units = form.units();
        int width = 3 * units;
        int out = scratch.at() + block * p.perBlock;
        int inputGroups = QuadRows.groups(form.channels());
        for (int gate = 0; gate < 3; gate++) {
            int recurrentColumns = (gate + 2) % 3 * units;
            for (int group = 0; group < p.unitGroups; group++) {
                int columns = Math.min(4, units - 4 * group);
                int column = gate * units + 4 * group;
                int sums = p.sumsGroup + (gate + 1) * p.unitGroups + group;
                int recurrentColumn = recurrentColumns + 4 * group;
                int recurrentSums = p.sumsGroup + gate * p.unitGroups + group;
                for (int row = 0; row < inputGroups; row++) {
                    int target = out + p.kernelSumsAt + 4 * row * width + column;
                    multiply(own, kept, row, form.channels() - 4 * row, sums, columns, target, isFirst);
                }
                for (int row = 0; row < p.unitGroups; row++) {
                    int target = out + p.recurrentSumsAt + 4 * row * width + recurrentColumn;
                    multiply(own, kept, inputGroups + row, units - 4 * row, recurrentSums, columns, target, isFirst);
                }
                sum(own, kept, sums, columns, out + p.biasSumsAt + column, isFirst);
                sum(own, kept, recurrentSums, columns, out + p.biasSumsAt + width + recurrentColumn, isFirst);
            }
        }
    }

    private void multiply(int own, int kept, int left, int rows, int right, int columns, int target, boolean isFirst) {
        float[] array = scratch.array();
        int chunk = own + places.chunkAt;
        int step = places.chunk * Lanes.QUAD;
        QuadRows.multiply(
                kept,
                array,
                chunk + left * step,
                Math.min(4, rows),
                array,
                chunk + right * step,
                columns,
                array,
                target,
                3 * form.units(),
                !isFirst,
                array,
                own + places.workAt);
    }

    private void sum(int own, int kept, int group, int columns, int target, boolean isFirst) {
        float[] array = scratch.array();
        int from = own + places.chunkAt + group * places.chunk * Lanes.QUAD;
        QuadRows.sumRows(kept, array, from, columns, array, target, !isFirst, array, own + places.workAt);
    }
}
