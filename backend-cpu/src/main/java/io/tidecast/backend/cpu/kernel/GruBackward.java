package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link GruForward}, back through time from the gates that it saved, its lanes running over the batch. A
 * panel of the batch goes through all steps on its own. Some steps are read at a time; the gradients by the four sums of
 * a step (q, z, r and the candidate's, in this order, so that the first three meet the recurrent kernel and the last
 * three the kernel) are left in their records, and then multiplied with the inputs and states of these steps at once.
 */
public final class GruBackward implements BlockTask {
    private final GruForm form;
    private final GruBackwardPlaces places;
    private final GruForward.Operands operands;
    private final Saved saved;
    private final Results results;

    /** Where each block's sums go: those of the first one straight to the results. */
    private final Results[] sums;

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
        sums = new Results[form.batchBlocks()];
        Arrays.setAll(sums, block -> block == 0 ? results : places.sumsOf(block, results, scratch));
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
        addBlocks();
    }

    /** The columns of the recurrent kernel in the order of the sums: those of h first. */
    private void pack() {
        int units = form.units();
        int padded = form.paddedUnits();
        int width = 3 * units;
        float[] array = scratch.array();
        int back = scratch.at() + places.backAt;
        int input = scratch.at() + places.inputAt;
        if (units < padded) {
            Arrays.fill(array, back, back + places.back.size(), 0f);
            Arrays.fill(array, input, input + places.input.size(), 0f);
        }
        Arrays.fill(array, scratch.at() + places.zerosAt, scratch.at() + places.zerosAt + places.zeros, 0f);
        for (int gate = 0; gate < 3; gate++) {
            int recurrentAt = operands.recurrent().at() + (gate + 2) % 3 * units;
            int kernelAt = operands.kernel().at() + gate * units;
            int from = gate * padded;
            places.back.pack(operands.recurrent().array(), recurrentAt, width, 1, array, back, from, units);
            places.input.pack(operands.kernel().array(), kernelAt, width, 1, array, input, from, units);
        }
    }

    /** Adds the blocks' sums to those of the first one, in their order. */
    private void addBlocks() {
        int units = form.units();
        for (int block = 1; block < sums.length; block++) {
            addBlock(sums[block].kernel(), form.channels() * 3 * units, results.kernel());
            addBlock(sums[block].recurrent(), units * 3 * units, results.recurrent());
            addBlock(sums[block].bias(), 2 * 3 * units, results.bias());
        }
    }

    private static void addBlock(Span block, int count, Span result) {
        PanelRows.addRow(block.array(), block.at(), count, result.array(), result.at());
    }

    @Override
    public void run(int block, int worker) {
        GruBackwardPlaces p = places;
        float[] array = scratch.array();
        int own = scratch.at() + p.shared + worker * p.perWorker;
        int records = own + p.recordsAt;
        int first = block * Lanes.PANEL;
        int count = Math.min(Lanes.PANEL, form.batch() - first);
        Arrays.fill(array, own + p.keptAt, own + p.keptAt + p.gate, 0f);
        Arrays.fill(array, own + p.backSumsAt, own + p.backSumsAt + p.gate, 0f);
        if (form.units() % 4 != 0 || form.channels() % 4 != 0) {
            Arrays.fill(array, records, records + p.steps * p.record, 0f);
        }
        for (int end = form.times(); end > 0; end -= p.steps) {
            int from = Math.max(0, end - p.steps);
            read(records, from, end - from, first, count);
            for (int step = end - from - 1; step >= 0; step--) {
                retreat(own, records + step * p.record, block, from + step);
            }
            writeInputGradient(records, from, end - from, first, count);
            addProducts(own, end - from, sums[block], end == form.times());
        }
        Arithmetic.add(array, own + p.keptAt, array, own + p.backSumsAt, array, own + p.keptAt, p.gate);
        Span dh0 = results.h0();
        PanelRows.write(array, own + p.keptAt, form.units(), count, dh0.array(), dh0.at() + first, form.batch());
    }

    /** Brings some steps' input, states before them, gates and gradients into their records. */
    private void read(int records, int time, int steps, int first, int count) {
        int units = form.units();
        int column = time * form.batch() + first;
        read(operands.x(), column, form.channels(), steps, count, records);
        int states = records + places.stateAt;
        if (time > 0) {
            read(saved.y(), column - form.batch(), units, steps, count, states);
        } else {
            Span h0 = operands.h0();
            PanelRows.read(h0.array(), h0.at() + first, form.batch(), units, count, scratch.array(), states);
            read(saved.y(), column, units, steps - 1, count, states + places.record);
        }
        if (!form.isSavedInPanels()) {
            for (int step = 0; step < steps; step++) {
                readGates(time + step, first, count, records + step * places.record + places.gatesAt);
            }
        }
        read(saved.dy(), column, units, steps, count, records + places.gradientAt);
    }

    private void read(Span sequence, int column, int rows, int steps, int count, int to) {
        StepPanels.read(
                sequence.array(),
                sequence.at() + column,
                form.rowStride(),
                form.batch(),
                rows,
                steps,
                count,
                scratch.array(),
                to,
                places.record);
    }

    /** Brings the gates of a step, saved in the order z, r, g and q, to where the gradients by their sums will be. */
    private void readGates(int time, int first, int count, int to) {
        int units = form.units();
        int from = saved.gates().at() + time * form.savedSize() + first;
        for (int gate = 0; gate < 4; gate++) {
            PanelRows.read(
                    saved.gates().array(),
                    from + gate * units * form.batch(),
                    form.batch(),
                    units,
                    count,
                    scratch.array(),
                    to + (gate + 1) % 4 * places.gate);
        }
    }

    /** Takes the gradient one step back, and to this step's input. */
    private void retreat(int own, int record, int block, int time) {
        GruBackwardPlaces p = places;
        float[] array = scratch.array();
        int recurrent = record + p.gatesAt;
        int update = recurrent + p.gate;
        int reset = update + p.gate;
        int candidate = reset + p.gate;
        int gradient = record + p.gradientAt;
        int kept = own + p.keptAt;
        int state = record + p.stateAt;
        int back = own + p.backSumsAt;
        if (form.isSavedInPanels()) {
            float[] gates = saved.gates().array();
            int z = saved.gates().at() + form.savedPanel(block, time);
            int r = z + p.gate;
            int g = r + p.gate;
            int q = g + p.gate;
            GruGates.differentiateState(gates, z, g, array, state, gradient, back, kept, update, candidate, p.gate);
            GruGates.differentiateReset(gates, r, q, array, candidate, reset, recurrent, p.gate);
        } else {
            GruGates.differentiateState(
                    array, update, candidate, array, state, gradient, back, kept, update, candidate, p.gate);
            GruGates.differentiateReset(array, reset, recurrent, array, candidate, reset, recurrent, p.gate);
        }
        multiply(p.back, p.backAt, recurrent, back);
        if (results.x() != null) {
            multiply(p.input, p.inputAt, update, gradient);
        }
    }

    private void multiply(RowPanels rows, int packed, int columns, int out) {
        float[] array = scratch.array();
        int zeros = scratch.at() + places.zerosAt;
        rows.multiplyAll(array, scratch.at() + packed, array, columns, array, zeros, array, out);
    }

    private void writeInputGradient(int records, int time, int steps, int first, int count) {
        Span dx = results.x();
        if (dx != null) {
            StepPanels.write(
                    scratch.array(),
                    records + places.gradientAt,
                    places.record,
                    form.channels(),
                    steps,
                    count,
                    dx.array(),
                    dx.at() + time * form.batch() + first,
                    form.rowStride(),
                    form.batch());
        }
    }

    /** Multiplies inputs and states of some steps with these steps' sums. */
    private void addProducts(int own, int steps, Results target, boolean isFirst) {
        int units = form.units();
        for (int gate = 0; gate < 3; gate++) {
            addProducts(own, steps, form.channels(), 0, gate + 1, target.kernel(), gate * units, isFirst);
            addSums(own, steps, gate + 1, target.bias(), gate * units, isFirst);
        }
        for (int gate = 0; gate < 3; gate++) {
            int column = (gate + 2) % 3 * units;
            addProducts(own, steps, units, places.stateAt, gate, target.recurrent(), column, isFirst);
            addSums(own, steps, gate, target.bias(), 3 * units + column, isFirst);
        }
    }

    /** Multiplies rows of the records with the rows of one gate. */
    private void addProducts(
            int own, int steps, int rows, int rowsAt, int gate, Span target, int column, boolean isFirst) {
        float[] array = scratch.array();
        int left = own + places.recordsAt + rowsAt;
        int right = own + places.recordsAt + places.gatesAt + gate * places.gate;
        int units = form.units();
        int width = 3 * units;
        for (int unit = 0; unit < units; unit += 4) {
            for (int row = 0; row < rows; row += 4) {
                QuadRows.multiply(
                        steps,
                        places.record,
                        array,
                        left + row * Lanes.PANEL,
                        Math.min(4, rows - row),
                        array,
                        right + unit * Lanes.PANEL,
                        Math.min(4, units - unit),
                        target.array(),
                        target.at() + row * width + column + unit,
                        width,
                        !isFirst,
                        array,
                        own + places.workAt);
            }
        }
    }

    /** Adds up the rows of one gate. */
    private void addSums(int own, int steps, int gate, Span target, int column, boolean isFirst) {
        float[] array = scratch.array();
        int from = own + places.recordsAt + places.gatesAt + gate * places.gate;
        int units = form.units();
        for (int unit = 0; unit < units; unit += 4) {
            QuadRows.sumRows(
                    steps,
                    places.record,
                    array,
                    from + unit * Lanes.PANEL,
                    Math.min(4, units - unit),
                    target.array(),
                    target.at() + column + unit,
                    !isFirst,
                    array,
                    own + places.workAt);
        }
    }
}
