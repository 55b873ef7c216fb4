package io.tidecast.backend.cpu.kernel;

/**
 * A convolution of which few columns come out: the weights, which are most of what is read, are read once where they lie,
 * and the lanes of vectors are the filters.
 */
public final class NarrowConvolution {
    /** The most columns for which this is better than panels of columns. */
    public static final int MOST = 16;

    private final Form form;
    private final Span x;
    private final Span weights;
    private final Span bias;
    private final Span y;
    private final ColumnRows patches;
    private final ColumnRows sums;
    private final Span pad;

    /**
     * The extents of a convolution.
     *
     * @param channels of x
     * @param filters of y
     * @param taps length of the kernel
     * @param columns of y
     * @param tapStride distance between the columns that neighbouring taps meet, in x
     * @param rowStride columns of x
     * @param activation what is applied to the sums
     */
    public record Form(
            int channels, int filters, int taps, int columns, int tapStride, int rowStride, Activation activation) {
        /** Returns whether few columns with many filters come out. */
        public boolean isNarrow() {
            return columns <= MOST && filters >= Lanes.COUNT;
        }
    }

    /**
     * Binds a convolution to its memory.
     *
     * @param x {@code [channels, rowStride]}, whose first columns meet the first tap
     * @param weights {@code [taps, channels, filters]}
     * @param bias {@code [filters]}
     * @param y {@code [filters, columns]}
     */
    public NarrowConvolution(Form form, Span x, Span weights, Span bias, Span y, Scratch memory) {
        this.form = form;
        this.x = x;
        this.weights = weights;
        this.bias = bias;
        this.y = y;
        patches = ColumnRows.own(form.columns(), form.taps() * form.channels(), memory);
        sums = ColumnRows.own(form.columns(), form.filters(), memory);
        pad = memory.take(Lanes.COUNT);
    }

    /** Computes the convolution. */
    public void run() {
        for (int tap = 0; tap < form.taps(); tap++) {
            int from = x.at() + tap * form.tapStride();
            patches.read(x.array(), from, form.rowStride(), tap * form.channels(), form.channels());
        }
        Rowwise.multiply(
                form.filters(),
                form.taps() * form.channels(),
                form.columns(),
                patches.array(),
                patches.at(),
                patches.stride(),
                weights.array(),
                weights.at(),
                bias.array(),
                bias.at(),
                0,
                sums.array(),
                sums.at(),
                sums.stride());
        form.activation().apply(sums.array(), sums.at(), sums.size(), pad.array(), pad.at());
        sums.write(y.array(), y.at());
    }
}
