package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link Convolution}: by its weights and bias, and by its input where that is wanted. The
 * activation's derivative is taken from the output. Columns are taken in blocks that stay in the cache, from the last to
 * the first, since the input's gradient at a time needs the output's from there on.
 */
public final class ConvolutionGradient {
    private static final int CACHED = 160 << 10;
    private static final int LEAST_COLUMNS = 1600;
    private static final int MOST_COLUMNS = 2048;

    private final Convolution.Form form;
    private final Span weights;
    private final SumsGradient sums;
    private final @Nullable CopiedRows copied;
    private final RowProduct byWeights;
    private final @Nullable Product byInput;
    private final Workers workers;
    private final BlockTask preparing = this::prepare;
    private final BlockTask multiplying = this::multiply;
    private final int block;

    /**
     * Binds a gradient to its memory.
     *
     * @param dw receives the gradient by the weights, {@code [taps, channels, filters]}
     * @param db receives the gradient by the bias, {@code [filters]}
     * @param dx receives the gradient by the input, or null if nobody wants it; see {@link #mayOverwriteOutputGradient}
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
        this.workers = workers;
        block = block(form);
        Layout layout = new Layout();
        Span sumsScratch = scratch.plus(layout.take(SumsGradient.scratch(form, kept(form), workers)));
        sums = new SumsGradient(form, y, dy, db, kept(form), sumsScratch, workers);
        copied = isReadInPlace(form)
                ? null
                : new CopiedRows(
                        form.patches(x),
                        form.taps() * form.channels(),
                        form.columns(),
                        block,
                        scratch.plus(layout.take(CopiedRows.scratch(form.taps() * form.channels(), block))));
        ShiftedRows patches = copied == null ? ShiftedRows.ofInput(x, form) : copied.rows();
        Span productScratch = scratch.plus(layout.take(RowProduct.scratch(workers)));
        byWeights = new RowProduct(patches, sums.rows(), form.columns(), dw, productScratch, workers);
        byInput = dx == null ? null : productByInput(dx, scratch.plus(layout.size()));
    }

    private Product productByInput(Span dx, Span scratch) {
        ColumnSource columns = sums.patches();
        int count = form.times() * form.batch();
        return new Product(inputRows(form), columns, count, Activation.NONE, dx, count, scratch, workers);
    }

    private static RowPanels inputRows(Convolution.Form form) {
        return new RowPanels(form.channels(), form.taps() * form.filters());
    }

    private static int block(Convolution.Form form) {
        int most = Math.clamp(CACHED / (2 * form.channels() + 3 * form.filters()), LEAST_COLUMNS, MOST_COLUMNS);
        int parts = Math.max(1, (form.columns() + most - 1) / most);
        return Lanes.roundUp((form.columns() + parts - 1) / parts, Lanes.PANEL);
    }

    /** Whether the input's gradient has the columns of the output's, and needs nothing before its own. */
    private static boolean isAligned(Convolution.Form form) {
        return form.stride() == 1 && form.causal();
    }

    /** How many columns of the gradient by the sums have to be there at once. */
    private static int kept(Convolution.Form form) {
        long needed = block(form) + (long) form.padding() * form.batch();
        return isAligned(form) ? (int) Math.min(needed, form.columns()) : form.columns();
    }

    /** Whether groups of the patches' rows lie in memory, so that they need not be copied for the weights' gradient. */
    private static boolean isReadInPlace(Convolution.Form form) {
        return form.stride() == 1 && (form.taps() == 1 || form.channels() % RowProduct.ROWS == 0);
    }

    /**
     * Whether {@code dx} may lie where {@code dy} does: each block's columns are led back through the activation before
     * the same columns of the input's gradient are written.
     */
    public static boolean mayOverwriteOutputGradient(Convolution.Form form) {
        return isAligned(form) && form.activation() != Activation.NONE;
    }

    /** Returns how many floats of scratch a gradient takes. */
    public static int scratch(Convolution.Form form, boolean byInput, Workers workers) {
        Layout layout = new Layout();
        layout.take(SumsGradient.scratch(form, kept(form), workers));
        if (!isReadInPlace(form)) {
            layout.take(CopiedRows.scratch(form.taps() * form.channels(), block(form)));
        }
        layout.take(RowProduct.scratch(workers));
        if (byInput) {
            layout.take(Product.scratch(inputRows(form), workers));
        }
        return layout.size();
    }

    /** Computes the gradients. */
    public void run() {
        packWeights();
        int columns = form.columns();
        int last = (columns - 1) / block * block;
        for (int from = last; from >= 0; from -= block) {
            int to = Math.min(columns, from + block);
            sums.begin(from, to);
            int rows = form.filters();
            if (copied != null) {
                copied.begin(from, to);
                rows += copied.count();
            }
            workers.run(rows, (long) rows * (to - from), preparing);
            byWeights.begin(from, to, from < last);
            int tasks = byWeights.tasks();
            long work = byWeights.multiplyAdds();
            if (byInput != null && isAligned(form)) {
                byInput.begin(from, to);
                tasks += byInput.blocks();
                work *= 2;
            }
            workers.run(tasks, work, multiplying);
        }
        if (byInput != null && !isAligned(form)) {
            byInput.run();
        }
    }

    private void packWeights() {
        if (byInput != null) {
            int filters = form.filters();
            for (int tap = 0; tap < form.taps(); tap++) {
                int from = weights.at() + tap * form.channels() * filters;
                byInput.packLeft(weights.array(), from, filters, 1, tap * filters, filters);
            }
            byInput.startAtZero();
        }
    }

    private void prepare(int task, int worker) {
        if (task < form.filters()) {
            sums.run(task, worker);
        } else if (copied != null) {
            copied.run(task - form.filters(), worker);
        }
    }

    private void multiply(int task, int worker) {
        if (task < byWeights.tasks()) {
            byWeights.run(task, worker);
        } else if (byInput != null) {
            byInput.run(task - byWeights.tasks(), worker);
        }
    }
}
