package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A gated recurrent unit over a sequence, its lanes running over the batch. A panel of the batch goes through all steps
 * on its own: the step's input and the state before it stand in one panel of columns, one product gives the sums of z
 * and r, two more the input's and the state's share of the candidate, which the reset gate joins. Inputs and states of a
 * long sequence are read and written some steps at a time.
 */
final class GruOverBatch implements BlockTask {
    private final GruForm form;
    private final Places places;
    private final GruForward.Operands operands;
    private final Span y;
    private final @Nullable Span saved;
    private final boolean savesInPlace;
    private final Span scratch;
    private final Workers workers;

    /** Where things lie in scratch: what all threads read first, then a stretch for each. */
    private static final class Places {
        /** A sequence of so many floats stays in the second cache, and needs no reading ahead. */
        private static final int NEAR_FLOATS = 1 << 17;

        private static final int AHEAD_FLOATS = 1 << 16;
        private static final int MOST_STEPS = 16;

        private final RowPanels gates;
        private final RowPanels input;
        private final RowPanels state;
        private final int gatesAt;
        private final int inputAt;
        private final int stateAt;
        private final int gatesStartAt;
        private final int inputStartAt;
        private final int stateStartAt;
        private final int shared;

        /** How many steps are read and written at once. */
        private final int steps;

        /** Distance between the columns of one step and those of the next. */
        private final int column;

        private final int columnsAt;
        private final int openAt;
        private final int perWorker;

        private Places(GruForm form) {
            int units = form.units();
            int channels = form.channels();
            gates = new RowPanels(2 * units, channels + units);
            input = new RowPanels(units, channels);
            state = new RowPanels(units, units);
            Layout common = new Layout();
            gatesAt = common.take(gates.size());
            inputAt = common.take(input.size());
            stateAt = common.take(state.size());
            gatesStartAt = common.take(gates.paddedRows());
            inputStartAt = common.take(input.paddedRows());
            stateStartAt = common.take(state.paddedRows());
            shared = common.size();
            column = (channels + units) * Lanes.PANEL;
            // products write whole groups of rows: the last one may reach beyond the gates
            int open = 3 * units * Lanes.PANEL + state.paddedRows() * Lanes.PANEL;
            boolean near = (channels + (long) units) * form.rowStride() <= NEAR_FLOATS;
            steps = near ? 1 : Math.clamp(AHEAD_FLOATS / column, 1, Math.min(MOST_STEPS, form.times()));
            Layout own = new Layout();
            columnsAt = own.take((steps + 1) * column);
            openAt = own.take(open);
            own.keepApart(column);
            perWorker = own.size();
        }
    }

    GruOverBatch(
            GruForm form, GruForward.Operands operands, Span y, @Nullable Span saved, Span scratch, Workers workers) {
        this.form = form;
        this.operands = operands;
        this.y = y;
        this.saved = saved;
        this.scratch = scratch;
        this.workers = workers;
        places = new Places(form);
        savesInPlace = saved != null && form.isSavedInPanels();
    }

    static int scratch(GruForm form, Workers workers) {
        Places places = new Places(form);
        return places.shared + workers.count() * places.perWorker;
    }

    void run() {
        pack();
        workers.run(form.batchBlocks(), form.multiplyAdds(), this);
    }

    private void pack() {
        int units = form.units();
        int channels = form.channels();
        int width = 3 * units;
        float[] array = scratch.array();
        int at = scratch.at();
        float[] kernel = operands.kernel().array();
        int kernelAt = operands.kernel().at();
        float[] recurrent = operands.recurrent().array();
        int recurrentAt = operands.recurrent().at();
        places.gates.pack(kernel, kernelAt, 1, width, array, at + places.gatesAt, 0, channels);
        places.gates.pack(recurrent, recurrentAt, 1, width, array, at + places.gatesAt, channels, units);
        places.input.pack(kernel, kernelAt + 2 * units, 1, width, array, at + places.inputAt, 0, channels);
        places.state.pack(recurrent, recurrentAt + 2 * units, 1, width, array, at + places.stateAt, 0, units);
        float[] bias = operands.bias().array();
        int biasAt = operands.bias().at();
        places.gates.packStart(bias, biasAt, array, at + places.gatesStartAt);
        for (int row = 0; row < 2 * units; row++) {
            array[at + places.gatesStartAt + row] += bias[biasAt + width + row];
        }
        places.input.packStart(bias, biasAt + 2 * units, array, at + places.inputStartAt);
        places.state.packStart(bias, biasAt + width + 2 * units, array, at + places.stateStartAt);
    }

    @Override
    public void run(int block, int worker) {
        int units = form.units();
        int channels = form.channels();
        int batch = form.batch();
        int stride = form.rowStride();
        int first = block * Lanes.PANEL;
        int count = Math.min(Lanes.PANEL, batch - first);
        float[] array = scratch.array();
        int own = scratch.at() + places.shared + worker * places.perWorker;
        int columns = own + places.columnsAt;
        int state = columns + channels * Lanes.PANEL;
        int gates = own + places.openAt;
        Span x = operands.x();
        PanelRows.read(operands.h0().array(), operands.h0().at() + first, batch, units, count, array, state);
        for (int time = 0; time < form.times(); time += places.steps) {
            int steps = Math.min(places.steps, form.times() - time);
            int column = time * batch + first;
            StepPanels.read(
                    x.array(), x.at() + column, stride, batch, channels, steps, count, array, columns, places.column);
            for (int step = 0; step < steps; step++) {
                int now = columns + step * places.column;
                if (saved != null && savesInPlace) {
                    advance(now, saved.array(), saved.at() + form.savedPanel(block, time + step));
                } else {
                    advance(now, array, gates);
                    save(gates, time + step, first, count);
                }
            }
            StepPanels.write(
                    array,
                    state + places.column,
                    places.column,
                    units,
                    steps,
                    count,
                    y.array(),
                    y.at() + column,
                    stride,
                    batch);
            System.arraycopy(array, state + steps * places.column, array, state, units * Lanes.PANEL);
        }
    }

    private void save(int gates, int time, int first, int count) {
        if (saved != null) {
            int to = saved.at() + time * form.savedSize() + first;
            PanelRows.write(scratch.array(), gates, 4 * form.units(), count, saved.array(), to, form.batch());
        }
    }

    /** Takes the state one step further: from a step's columns to those of the next, leaving z, r, g and q. */
    private void advance(int columns, float[] open, int gates) {
        float[] array = scratch.array();
        int size = form.units() * Lanes.PANEL;
        int state = columns + form.channels() * Lanes.PANEL;
        int reset = gates + size;
        int candidate = reset + size;
        int recurrent = candidate + size;
        multiply(places.gates, places.gatesAt, columns, places.gatesStartAt, open, gates);
        multiply(places.input, places.inputAt, columns, places.inputStartAt, open, candidate);
        multiply(places.state, places.stateAt, state, places.stateStartAt, open, recurrent);
        GruGates.open(open, gates, 2 * size);
        GruGates.advance(open, gates, reset, candidate, recurrent, array, state, state + places.column, size);
    }

    private void multiply(RowPanels rows, int packed, int columns, int start, float[] out, int outAt) {
        float[] array = scratch.array();
        int at = scratch.at();
        rows.multiplyAll(array, at + packed, array, columns, array, at + start, out, outAt);
    }
}
