package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** What a gated layer gives at one step, from the steps that its taps meet: for each column {@code z}, and x' where it leads on. */
public final class GatedStepForward {
    private final Form form;
    private final Operands operands;
    private final Span z;
    private final @Nullable Span next;
    private final ColumnRows partial;
    private final ColumnRows sums;
    private final ColumnRows gates;
    private final ColumnRows led;

    /**
     * The extents of a layer.
     *
     * @param channels of x
     * @param gates of z
     * @param taps length of the kernel
     * @param columns how many sequences go through time together
     * @param sharesBias whether they share the bias under the gates
     * @param residual whether a dense layer leads on to the next layer's x
     */
    public record Form(int channels, int gates, int taps, int columns, boolean sharesBias, boolean residual) {
        /** Returns whether a layer's extents are such that this is worthwhile. */
        public boolean suits() {
            return taps > 1 && 2 * gates >= Lanes.COUNT && channels >= Lanes.COUNT;
        }
    }

    /**
     * What a layer reads.
     *
     * @param past {@code [columns, taps - 1, channels]}, oldest first
     * @param x {@code [columns, channels]}
     * @param kernel {@code [taps, channels, 2 · gates]}
     * @param bias {@code [2 · gates]}, or {@code [columns, 2 · gates]}
     * @param dense {@code [gates, channels]}, where there is a residual
     * @param denseBias {@code [channels]}, likewise
     */
    public record Operands(
            Span past,
            Span x,
            Span kernel,
            Span bias,
            @Nullable Span dense,
            @Nullable Span denseBias) {}

    /**
     * Binds a layer to its memory.
     *
     * @param z {@code [columns, gates]}
     * @param next {@code [columns, channels]}, where there is a residual
     */
    public GatedStepForward(Form form, Operands operands, Span z, @Nullable Span next, Scratch memory) {
        this.form = form;
        this.operands = operands;
        this.z = z;
        this.next = next;
        int columns = form.columns();
        int filters = 2 * form.gates();
        partial = ColumnRows.own(columns, filters, memory);
        sums = ColumnRows.own(columns, filters, memory);
        gates = ColumnRows.into(z, columns, form.gates(), true, memory);
        led = next == null ? gates : ColumnRows.into(next, columns, form.channels(), false, memory);
    }

    /** Computes the step. */
    public void run() {
        convolve();
        for (int column = 0; column < form.columns(); column++) {
            int from = sums.at(column);
            Exponential.tanhTimesSigmoid(
                    sums.array(),
                    from,
                    sums.array(),
                    from + form.gates(),
                    gates.array(),
                    gates.at(column),
                    form.gates());
        }
        gates.finish(z);
        Span dense = operands.dense();
        Span denseBias = operands.denseBias();
        if (next != null && dense != null && denseBias != null) {
            leadOn(dense, denseBias, next);
        }
    }

    private void convolve() {
        Span past = operands.past();
        Span kernel = operands.kernel();
        Span bias = operands.bias();
        int filters = 2 * form.gates();
        int before = (form.taps() - 1) * form.channels();
        Rowwise.multiply(
                filters,
                before,
                form.columns(),
                past.array(),
                past.at(),
                before,
                kernel.array(),
                kernel.at(),
                bias.array(),
                bias.at(),
                form.sharesBias() ? 0 : filters,
                partial.array(),
                partial.at(),
                partial.stride());
        Rowwise.multiply(
                filters,
                form.channels(),
                form.columns(),
                operands.x().array(),
                operands.x().at(),
                form.channels(),
                kernel.array(),
                kernel.at() + before * filters,
                partial.array(),
                partial.at(),
                partial.stride(),
                sums.array(),
                sums.at(),
                sums.stride());
    }

    private void leadOn(Span dense, Span denseBias, Span to) {
        Rowwise.multiply(
                form.channels(),
                form.gates(),
                form.columns(),
                gates.array(),
                gates.at(),
                gates.stride(),
                dense.array(),
                dense.at(),
                denseBias.array(),
                denseBias.at(),
                0,
                led.array(),
                led.at(),
                led.stride());
        led.finish(to);
        addX(to);
    }

    private void addX(Span to) {
        Span x = operands.x();
        int size = form.channels() * form.columns();
        int whole = size - size % Lanes.COUNT;
        Arithmetic.add(to.array(), to.at(), x.array(), x.at(), to.array(), to.at(), whole);
        for (int i = whole; i < size; i++) {
            to.array()[to.at() + i] += x.array()[x.at() + i];
        }
    }
}
