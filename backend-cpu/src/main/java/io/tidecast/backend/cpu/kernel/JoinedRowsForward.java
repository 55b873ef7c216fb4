package io.tidecast.backend.cpu.kernel;

/**
 * A dense layer over a few columns of several sequences, {@code y = f(Σᵢ zᵢ·Wᵢ + b)}, the channels of a column lying
 * beside each other.
 */
public final class JoinedRowsForward {
    private final JoinedForm form;
    private final Span kernel;
    private final Span bias;
    private final Span[] sequences;
    private final Span y;
    private final ColumnRows even;
    private final ColumnRows odd;
    private final Span pad;

    /**
     * Binds a layer to its memory.
     *
     * @param kernel {@code [joined channels, units]}
     * @param bias {@code [units]}
     * @param sequences each {@code [columns, its channels]}
     * @param y {@code [columns, units]}
     */
    public JoinedRowsForward(JoinedForm form, Span kernel, Span bias, Span[] sequences, Span y, Scratch memory) {
        this.form = form;
        this.kernel = kernel;
        this.bias = bias;
        this.sequences = sequences.clone();
        this.y = y;
        int columns = form.columns();
        int units = form.units();
        boolean isOdd = sequences.length % 2 == 0;
        ColumnRows last = ColumnRows.into(y, columns, units, false, memory);
        ColumnRows other = ColumnRows.own(columns, units, memory);
        even = isOdd ? other : last;
        odd = isOdd ? last : other;
        pad = memory.take(Lanes.COUNT);
    }

    /** Computes the layer. */
    public void run() {
        float[] start = bias.array();
        int startAt = bias.at();
        int startStride = 0;
        int w = kernel.at();
        ColumnRows sums = even;
        for (int i = 0; i < sequences.length; i++) {
            sums = i % 2 == 0 ? even : odd;
            Rowwise.multiply(
                    form.units(),
                    form.channels(i),
                    form.columns(),
                    sequences[i].array(),
                    sequences[i].at(),
                    form.channels(i),
                    kernel.array(),
                    w,
                    start,
                    startAt,
                    startStride,
                    sums.array(),
                    sums.at(),
                    sums.stride());
            start = sums.array();
            startAt = sums.at();
            startStride = sums.stride();
            w += form.channels(i) * form.units();
        }
        form.activation().apply(sums.array(), sums.at(), sums.size(), pad.array(), pad.at());
        sums.finish(y);
    }
}
