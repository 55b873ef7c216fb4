package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link Convolution}: by its weights and bias, and by its input where that is wanted. The
 * activation's derivative is taken from the output.
 */
public final class ConvolutionGradient implements BlockTask {
    private final Convolution.Form form;
    private final Span weights;
    private final Span y;
    private final Span dy;
    private final Span dz;
    private final Span db;
    private final Span work;
    private final RowProduct byWeights;
    private final @Nullable Product byInput;
    private final Workers workers;

    /**
     * Binds a gradient to its memory.
     *
     * @param dw receives the gradient by the weights, {@code [taps, channels, filters]}
     * @param db receives the gradient by the bias, {@code [filters]}
     * @param dx receives the gradient by the input, or null if nobody wants it
     * @param scratch {@link #scratch} floats
     */
    public ConvolutionGradient(
            Convolution.Form form,
            Span x,
            Span weights,
            Span y,
            Span dy,
            Span dw,
            Span db,
            @Nullable Span dx,
            Span scratch,
            Workers workers) {
        this.form = form;
        this.weights = weights;
        this.y = y;
        this.dy = dy;
        this.db = db;
        this.workers = workers;
        dz = form.activation() == Activation.NONE ? dy : scratch.plus(workSize(workers));
        work = scratch;
        Span rest = scratch.plus(workSize(workers) + gradientSize(form));
        int columns = form.columns();
        PatchColumns patches = PatchColumns.ofInput(
                x, form.channels(), form.times(), form.batch(), form.padding(), form.stride(), form.dilation());
        byWeights = new RowProduct(
                patches,
                form.taps() * form.channels(),
                new MatrixColumns(dz, columns, false),
                form.filters(),
                columns,
                dw,
                rest,
                workers);
        byInput = dx == null ? null : productByInput(dx, rest);
    }

    private Product productByInput(Span dx, Span rest) {
        PatchColumns columns = PatchColumns.ofOutput(
                dz, form.filters(), form.steps(), form.batch(), form.padding(), form.stride(), form.dilation());
        int count = form.times() * form.batch();
        return new Product(inputRows(form), columns, count, Activation.NONE, dx, count, rest, workers);
    }

    private static RowPanels inputRows(Convolution.Form form) {
        return new RowPanels(form.channels(), form.taps() * form.filters());
    }

    private static int workSize(Workers workers) {
        return workers.count() * Lanes.roundUp(3 * Lanes.COUNT, Lanes.LINE);
    }

    private static int gradientSize(Convolution.Form form) {
        return form.activation() == Activation.NONE ? 0 : Lanes.roundUp(form.filters() * form.columns(), Lanes.LINE);
    }

    /** Returns how many floats of scratch a gradient takes. */
    public static int scratch(Convolution.Form form, boolean byInput, Workers workers) {
        int weightsScratch = RowProduct.scratch(form.taps() * form.channels(), form.filters(), form.columns(), workers);
        int inputScratch = byInput ? Product.scratch(inputRows(form), workers) : 0;
        return workSize(workers) + gradientSize(form) + Math.max(weightsScratch, inputScratch);
    }

    /** Computes the gradients. */
    public void run() {
        workers.run(form.filters(), (long) form.filters() * form.columns(), this);
        byWeights.run();
        if (byInput != null) {
            int filters = form.filters();
            for (int tap = 0; tap < form.taps(); tap++) {
                int from = weights.at() + tap * form.channels() * filters;
                byInput.packLeft(weights.array(), from, filters, 1, tap * filters, filters);
            }
            byInput.startAtZero();
            byInput.run();
        }
    }

    /** Takes one filter's gradient back through the activation, and sums it. */
    @Override
    public void run(int filter, int worker) {
        int columns = form.columns();
        int from = filter * columns;
        int pad = work.at() + worker * Lanes.roundUp(3 * Lanes.COUNT, Lanes.LINE);
        if (form.activation() != Activation.NONE) {
            form.activation()
                    .differentiate(
                            y.array(),
                            y.at() + from,
                            dy.array(),
                            dy.at() + from,
                            dz.array(),
                            dz.at() + from,
                            columns,
                            work.array(),
                            pad);
        }
        db.array()[db.at() + filter] = Sums.sum(dz.array(), dz.at() + from, columns, work.array(), pad);
    }
}
