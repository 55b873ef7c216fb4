package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A gated recurrent unit over a sequence of a small batch, its lanes running over the units. The input's share of some
 * steps' sums is one product; then each item's state goes through these steps, one row times the recurrent kernel at a
 * time, and what comes out is turned over to the layout of sequences. The rows of three gates lie side by side without
 * gaps: vectors that reach beyond a gate compute what nobody reads.
 */
final class GruOverUnits {
    private static final int ROWS = 96;

    private final GruForm form;
    private final GruForward.Operands operands;
    private final Span y;
    private final @Nullable Span saved;
    private final float[] array;
    private final int base;
    private final Places places;

    /** Where things lie in scratch. */
    private static final class Places {
        private final int width;
        private final int chunk;
        private final RowPanels whole;
        private final RowPanels last;
        private final int record;
        private final int inputAt;
        private final int kernelAt;
        private final int recurrentAt;
        private final int zerosAt;
        private final int startAt;
        private final int candidateBiasAt;
        private final int projectedAt;
        private final int sumsAt;
        private final int openAt;
        private final int candidateAt;
        private final int statesAt;
        private final int stateSize;
        private final int recordsAt;
        private final int size;

        private Places(GruForm form) {
            int units = form.units();
            int batch = form.batch();
            width = Lanes.roundUp(3 * units, Strip.WIDTH);
            chunk = Math.clamp(ROWS / batch, 1, form.times());
            whole = new RowPanels(chunk * batch, form.channels());
            last = new RowPanels(form.times() % chunk * batch, form.channels());
            record = 5 * units;
            stateSize = Lanes.roundUp(units, Lanes.COUNT);
            Layout layout = new Layout();
            inputAt = layout.take(whole.size());
            kernelAt = layout.take(form.channels() * width);
            recurrentAt = layout.take(units * width);
            zerosAt = layout.take(whole.paddedRows());
            startAt = layout.take(width);
            candidateBiasAt = layout.take(stateSize);
            projectedAt = layout.take(whole.paddedRows() * width + Lanes.COUNT);
            sumsAt = layout.take(width + Lanes.COUNT);
            openAt = layout.take(width + Lanes.COUNT);
            candidateAt = layout.take(stateSize);
            statesAt = layout.take(batch * stateSize);
            recordsAt = layout.take(chunk * batch * record);
            size = layout.size();
        }
    }

    GruOverUnits(GruForm form, GruForward.Operands operands, Span y, @Nullable Span saved, Span scratch) {
        this.form = form;
        this.operands = operands;
        this.y = y;
        this.saved = saved;
        array = scratch.array();
        base = scratch.at();
        places = new Places(form);
    }

    /** Returns whether so few items would leave most lanes of a panel empty. */
    static boolean suits(GruForm form) {
        return form.batch() < Lanes.PANEL / 4;
    }

    static int scratch(GruForm form) {
        return new Places(form).size;
    }

    void run() {
        pack();
        for (int time = 0; time < form.times(); time += places.chunk) {
            int steps = Math.min(places.chunk, form.times() - time);
            project(time, steps == places.chunk ? places.whole : places.last);
            for (int step = 0; step < steps; step++) {
                for (int item = 0; item < form.batch(); item++) {
                    advance(step * form.batch() + item, base + places.statesAt + item * places.stateSize);
                }
            }
            writeRecords(time * form.batch(), steps * form.batch());
        }
    }

    private void pack() {
        Arrays.fill(array, base, base + places.size, 0f);
        int units = form.units();
        int columns = 3 * units;
        Span kernel = operands.kernel();
        Span recurrent = operands.recurrent();
        Strip.pack(recurrent.array(), recurrent.at(), units, columns, columns, array, base + places.recurrentAt);
        for (int first = 0; first < columns; first += Lanes.PANEL) {
            int to = base + places.kernelAt + first * form.channels();
            int count = Math.min(Lanes.PANEL, columns - first);
            PanelRows.read(kernel.array(), kernel.at() + first, columns, form.channels(), count, array, to);
        }
        float[] bias = operands.bias().array();
        int biasAt = operands.bias().at();
        for (int i = 0; i < columns; i++) {
            array[base + places.startAt + i] = bias[biasAt + columns + i] + (i < 2 * units ? bias[biasAt + i] : 0f);
        }
        System.arraycopy(bias, biasAt + 2 * units, array, base + places.candidateBiasAt, units);
        Span h0 = operands.h0();
        for (int item = 0; item < form.batch(); item++) {
            for (int unit = 0; unit < units; unit++) {
                array[base + places.statesAt + item * places.stateSize + unit] =
                        h0.array()[h0.at() + unit * form.batch() + item];
            }
        }
    }

    /** Multiplies some steps' inputs with the kernel. */
    private void project(int time, RowPanels rows) {
        Span x = operands.x();
        int from = x.at() + time * form.batch();
        rows.pack(x.array(), from, 1, form.rowStride(), array, base + places.inputAt, 0, form.channels());
        for (int first = 0; first < 3 * form.units(); first += Lanes.PANEL) {
            int columns = base + places.kernelAt + first * form.channels();
            for (int panel = 0; panel < rows.count(); panel++) {
                int to = base + places.projectedAt + rows.first(panel) * places.width + first;
                rows.multiply(
                        panel,
                        array,
                        base + places.inputAt,
                        0,
                        form.channels(),
                        array,
                        columns,
                        array,
                        base + places.zerosAt,
                        array,
                        to,
                        places.width);
            }
        }
    }

    /** Takes one item's state one step further, and records it. */
    private void advance(int row, int state) {
        int units = form.units();
        int sums = base + places.sumsAt;
        int open = base + places.openAt;
        int candidate = base + places.candidateAt;
        int projected = base + places.projectedAt + row * places.width;
        for (int first = 0; first < 3 * units; first += Strip.WIDTH) {
            int strip = base + places.recurrentAt + first * units;
            int start = base + places.startAt + first;
            Strip.multiply(units, array, state, array, strip, array, start, array, sums + first);
        }
        int gates = Lanes.roundUp(2 * units, Lanes.COUNT);
        int lanes = places.stateSize;
        int candidateSums = sums + 2 * units;
        Arithmetic.add(array, sums, array, projected, array, open, gates);
        GruGates.open(array, open, gates);
        Arithmetic.add(array, projected + 2 * units, array, base + places.candidateBiasAt, array, candidate, lanes);
        GruGates.advance(array, open, open + units, candidate, candidateSums, array, state, state, lanes);
        int record = base + places.recordsAt + row * places.record;
        System.arraycopy(array, state, array, record, units);
        if (saved != null) {
            System.arraycopy(array, open, array, record + units, 2 * units);
            System.arraycopy(array, candidate, array, record + 3 * units, units);
            System.arraycopy(array, candidateSums, array, record + 4 * units, units);
        }
    }

    private void writeRecords(int column, int count) {
        int units = form.units();
        int records = base + places.recordsAt;
        turn(records, units, count, form.rowStride(), y.array(), y.at() + column);
        if (saved != null) {
            int batch = form.batch();
            for (int done = 0; done < count; done += batch) {
                int from = records + done * places.record + units;
                turn(from, 4 * units, batch, batch, saved.array(), saved.at() + (column + done) * 4 * units);
            }
        }
    }

    private void turn(int from, int rows, int count, int stride, float[] target, int to) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < count; i++) {
                target[to + row * stride + i] = array[from + row + i * places.record];
            }
        }
    }
}
