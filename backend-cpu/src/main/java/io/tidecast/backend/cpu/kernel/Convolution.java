package io.tidecast.backend.cpu.kernel;

/**
 * A convolution over time, {@code y = f(w ∗ x + b)}, as a product of its weights with shifted columns of its input, which
 * are never written out.
 */
public final class Convolution {
    private final Form form;
    private final Product product;
    private final Span weights;
    private final Span bias;
    private final Workers workers;

    /**
     * What a convolution computes.
     *
     * @param channels channels of the input
     * @param filters channels of the output
     * @param taps length of the kernel
     * @param times steps of the input
     * @param batch items of the batch
     * @param stride steps of the input from one output to the next
     * @param dilation steps of the input from one tap to the next
     * @param causal whether zeros stand before the input, so that output 0 sees no input after time 0
     * @param activation what is applied to the sums
     */
    public record Form(
            int channels,
            int filters,
            int taps,
            int times,
            int batch,
            int stride,
            int dilation,
            boolean causal,
            Activation activation) {

        /** Returns how many zeros stand before the input. */
        int padding() {
            return causal ? (taps - 1) * dilation : 0;
        }

        /** Returns the steps of the output. */
        public int steps() {
            return (times + padding() - (taps - 1) * dilation - 1) / stride + 1;
        }

        int inputSize() {
            return channels * times * batch;
        }

        int columns() {
            return steps() * batch;
        }

        /** Returns how many multiply-adds so many columns take. */
        long multiplyAdds(int columns) {
            return (long) taps * channels * filters * columns;
        }

        /** Returns what the output sees of the input. */
        ColumnSource patches(Span x) {
            return stride == 1 ? ShiftedRows.ofInput(x, this) : PatchColumns.ofInput(x, this);
        }

        private RowPanels rows() {
            return new RowPanels(filters, taps * channels);
        }

        /** Returns how many floats of scratch the convolution takes. */
        public int scratch(Workers workers) {
            return Product.scratch(rows(), workers);
        }
    }

    /**
     * Binds a convolution to its memory.
     *
     * @param x {@code [channels, times, batch]}
     * @param weights {@code [taps, channels, filters]}
     * @param bias {@code [filters]}
     * @param y {@code [filters, steps, batch]}, which must not overlap the others
     */
    public Convolution(Form form, Span x, Span weights, Span bias, Span y, Span scratch, Workers workers) {
        this(form, form.patches(x), weights, bias, y, form.columns(), scratch, workers);
    }

    /**
     * Binds a convolution whose rows need not lie one right after the other.
     *
     * @param patches what the output sees of the input
     * @param yStride distance between the rows of the output
     */
    Convolution(
            Form form,
            ColumnSource patches,
            Span weights,
            Span bias,
            Span y,
            int yStride,
            Span scratch,
            Workers workers) {
        this.form = form;
        this.weights = weights;
        this.bias = bias;
        this.workers = workers;
        product = new Product(form.rows(), patches, form.columns(), form.activation(), y, yStride, scratch, workers);
    }

    /** Computes the output. */
    public void run() {
        prepare();
        product.run();
    }

    /** Packs the weights. */
    void prepare() {
        product.packLeft(weights.array(), weights.at(), 1, form.filters(), 0, form.taps() * form.channels());
        product.startAt(bias);
    }

    /** Lets the output's column 0 lie somewhere else in the same memory, or before it where nobody writes it. */
    void moveOutputTo(int index) {
        product.moveTo(index);
    }

    /** Computes some columns of the output, from one on that is a multiple of {@link Lanes#PANEL}. */
    void run(int from, int to) {
        product.begin(from, to);
        workers.run(product.blocks(), form.multiplyAdds(to - from), product);
    }
}
