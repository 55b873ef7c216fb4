package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A gated recurrent unit over a sequence, its lanes running over the batch. A panel of the batch goes through all steps
 * on its own: the step's input and the state before it stand in one panel of columns, one product gives the sums of z
 * and r, two more the input's and the state's share of the candidate, which the reset gate joins.
 */
final class GruOverBatch implements BlockTask {
    private final GruForm form;
    private final Places places;
    private final GruForward.Operands operands;
    private final Span y;
    private final @Nullable Span saved;
    private final Span scratch;
    private final Workers workers;

    /** Where things lie in scratch: what all threads read first, then a stretch for each. */
    private static final class Places {
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
        private final int columnsAt;
        private final int openAt;
        private final int candidateAt;
        private final int recurrentAt;
        private final int perWorker;

        private Places(GruForm form) {
            int units = form.units();
            gates = new RowPanels(2 * units, form.channels() + units);
            input = new RowPanels(units, form.channels());
            state = new RowPanels(units, units);
            Layout common = new Layout();
            gatesAt = common.take(gates.size());
            inputAt = common.take(input.size());
            stateAt = common.take(state.size());
            gatesStartAt = common.take(gates.paddedRows());
            inputStartAt = common.take(input.paddedRows());
            stateStartAt = common.take(state.paddedRows());
            shared = common.size();
            Layout own = new Layout();
            columnsAt = own.take((form.channels() + units) * Lanes.PANEL);
            openAt = own.take(gates.paddedRows() * Lanes.PANEL);
            candidateAt = own.take(input.paddedRows() * Lanes.PANEL);
            recurrentAt = own.take(state.paddedRows() * Lanes.PANEL);
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
        int candidate = own + places.candidateAt;
        int recurrent = own + places.recurrentAt;
        int update = own + places.openAt;
        int reset = update + units * Lanes.PANEL;
        Span x = operands.x();
        PanelRows.read(operands.h0().array(), operands.h0().at() + first, batch, units, count, array, state);
        for (int time = 0; time < form.times(); time++) {
            int column = time * batch + first;
            PanelRows.read(x.array(), x.at() + column, stride, channels, count, array, columns);
            multiply(places.gates, places.gatesAt, columns, places.gatesStartAt, update);
            multiply(places.input, places.inputAt, columns, places.inputStartAt, candidate);
            multiply(places.state, places.stateAt, state, places.stateStartAt, recurrent);
            Exponential.sigmoid(array, update, array, update, 2 * units * Lanes.PANEL);
            GruGates.reset(array, reset, recurrent, candidate, units * Lanes.PANEL);
            Exponential.tanh(array, candidate, array, candidate, units * Lanes.PANEL);
            GruGates.update(array, update, candidate, state, units * Lanes.PANEL);
            PanelRows.write(array, state, units, count, y.array(), y.at() + column, stride);
            if (saved != null) {
                save(saved, column, count, update, candidate, recurrent);
            }
        }
    }

    private void multiply(RowPanels rows, int packed, int columns, int start, int out) {
        float[] array = scratch.array();
        int at = scratch.at();
        rows.multiplyAll(array, at + packed, array, columns, array, at + start, array, out);
    }

    private void save(Span into, int column, int count, int gates, int candidate, int recurrent) {
        int units = form.units();
        int stride = form.rowStride();
        float[] array = scratch.array();
        int to = into.at() + column;
        PanelRows.write(array, gates, 2 * units, count, into.array(), to, stride);
        PanelRows.write(array, candidate, units, count, into.array(), to + 2 * units * stride, stride);
        PanelRows.write(array, recurrent, units, count, into.array(), to + 3 * units * stride, stride);
    }
}
