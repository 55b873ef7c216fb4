package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link Convolution}: by its weights and bias, and by its input where that is wanted. The
 * activation's derivative is taken from the output. Columns are taken in blocks that stay in the cache, from the last to
 * the first, since the input's gradient at a time needs the output's from there on.
 */
public final class ConvolutionGradient {
    private static final int CACHED = 300 << 10;
    private static final int LEAST_COLUMNS = 1600;
    private static final int MOST_COLUMNS = 3072;

    private final Convolution.Form form;
    private final Span weights;
    private final SumsGradient sums;
    private final @Nullable CopiedRows copied;
    private final RowProduct byWeights;
    private final @Nullable Product byInput;
    private final @Nullable BlockTarget dx;
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
        this(
                form,
                block(form),
                x,
                weights,
                new SumsGradient(
                        form,
                        y,
                        dy,
                        db,
                        kept(form, block(form)),
                        scratch.plus(working(form, block(form), workers)),
                        null,
                        workers),
                dw,
                dx == null ? null : BlockTarget.whole(dx, form.times() * form.batch()),
                scratch,
                scratch.plus(working(form, block(form), workers) + sums(form, block(form), true, workers)),
                workers);
    }

    /**
     * Binds a gradient that takes so many columns at once, a multiple of {@link Lanes#PANEL}.
     *
     * @param sums keeps {@link #kept} columns
     * @param dx receives the gradient by the input, or null if nobody wants it
     * @param working {@link #working} floats
     * @param prepared {@link #prepared} floats
     */
    ConvolutionGradient(
            Convolution.Form form,
            int block,
            Span x,
            Span weights,
            SumsGradient sums,
            Span dw,
            @Nullable BlockTarget dx,
            Span working,
            Span prepared,
            Workers workers) {
        this.form = form;
        this.block = block;
        this.weights = weights;
        this.sums = sums;
        this.dx = dx;
        this.workers = workers;
        Layout layout = new Layout();
        copied = isReadInPlace(form)
                ? null
                : new CopiedRows(
                        form.patches(x),
                        form.taps() * form.channels(),
                        form.columns(),
                        block,
                        working.plus(layout.take(CopiedRows.scratch(form.taps() * form.channels(), block))));
        ShiftedRows patches = copied == null ? ShiftedRows.ofInput(x, form) : copied.rows();
        Span productScratch = working.plus(layout.take(RowProduct.scratch(workers)));
        byWeights = new RowProduct(patches, sums.rows(), form.columns(), dw, productScratch, workers);
        byInput = dx == null ? null : productByInput(dx, prepared);
    }

    private Product productByInput(BlockTarget dx, Span scratch) {
        ColumnSource columns = sums.patches();
        int count = form.times() * form.batch();
        Span out = new Span(dx.array(), dx.place(0));
        return new Product(inputRows(form), columns, count, Activation.NONE, out, dx.stride(), scratch, workers);
    }

    private static RowPanels inputRows(Convolution.Form form) {
        return new RowPanels(form.channels(), form.taps() * form.filters());
    }

    static int block(Convolution.Form form) {
        int most = Math.clamp(CACHED / (2 * form.channels() + 3 * form.filters()), LEAST_COLUMNS, MOST_COLUMNS);
        int parts = Math.max(1, (form.columns() + most - 1) / most);
        return Lanes.roundUp((form.columns() + parts - 1) / parts, Lanes.PANEL);
    }

    /** Whether the input's gradient has the columns of the output's, and needs nothing before its own. */
    private static boolean isAligned(Convolution.Form form) {
        return form.stride() == 1 && form.causal();
    }

    /** How many columns of the gradient by the sums have to be there at once. */
    static int kept(Convolution.Form form, int block) {
        long needed = block + (long) form.padding() * form.batch();
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
        int block = block(form);
        return working(form, block, workers) + sums(form, block, true, workers) + prepared(form, byInput, workers);
    }

    /** Returns how many floats the gradient by the sums takes that keeps what is needed of blocks of so many columns. */
    static int sums(Convolution.Form form, int block, boolean reads, Workers workers) {
        return Lanes.roundUp(SumsGradient.scratch(form, kept(form, block), reads, workers), Lanes.LINE);
    }

    /** Returns how many floats a gradient works in that takes so many columns at once. */
    static int working(Convolution.Form form, int block, Workers workers) {
        Layout layout = new Layout();
        if (!isReadInPlace(form)) {
            layout.take(CopiedRows.scratch(form.taps() * form.channels(), block));
        }
        layout.take(RowProduct.scratch(workers));
        return layout.size();
    }

    /** Returns how many floats {@link #prepare} fills, which each block reads. */
    static int prepared(Convolution.Form form, boolean byInput, Workers workers) {
        return byInput ? Lanes.roundUp(Product.scratch(inputRows(form), workers), Lanes.LINE) : 0;
    }

    /** Computes the gradients. */
    public void run() {
        prepare();
        for (int which = (form.columns() - 1) / block; which >= 0; which--) {
            run(which);
        }
        if (byInput != null && !isAligned(form)) {
            byInput.run();
        }
    }

    /** Leads one block of columns back, the last one first. */
    void run(int which) {
        int from = which * block;
        int to = Math.min(form.columns(), from + block);
        sums.begin(from, to);
        int rows = form.filters();
        if (copied != null) {
            copied.begin(from, to);
            rows += copied.count();
        }
        workers.run(rows, (long) rows * (to - from), preparing);
        sums.putAside();
        byWeights.begin(from, to, to < form.columns());
        int tasks = byWeights.tasks();
        long work = byWeights.multiplyAdds();
        if (byInput != null && dx != null && isAligned(form)) {
            byInput.moveTo(dx.place(from));
            byInput.begin(from, to);
            tasks += byInput.blocks();
            work *= 2;
        }
        workers.run(tasks, work, multiplying);
    }

    /** Packs the weights. */
    void prepare() {
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
