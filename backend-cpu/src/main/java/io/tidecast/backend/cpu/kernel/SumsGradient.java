package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A convolution's gradient by its sums, before the activation: taken from the one by its output, some columns at a time
 * from the last to the first, and summed over all columns. Of what came before, only as many columns are kept as the
 * gradient by the input still reads. The gradient by the output is read from memory, or left by the layer after this one
 * where this gradient is to be.
 */
final class SumsGradient implements BlockTask, BlockTarget {
    private static final int PAD = Lanes.roundUp(3 * Lanes.COUNT, Lanes.LINE);

    private final Convolution.Form form;
    private final Span y;
    private final @Nullable Span dy;
    private final boolean isGiven;
    private final Span db;
    private final float[] scratch;
    private final int padAt;
    private final int keptAt;
    private final int kept;
    private final int stride;
    private final ShiftedRows rows;
    private final ColumnSource patches;

    /** Where the columns are kept that the next block reads, if others work in the same memory in between. */
    private final @Nullable Span aside;

    private int begin;
    private int end;

    /**
     * Binds the gradient to its memory.
     *
     * @param dy the gradient by the output, or null if it lies where this gradient is to be; see {@link #place}
     * @param kept for how many columns there is room, all or fewer
     * @param db receives the sums
     * @param scratch {@link #scratch} floats
     * @param aside {@link #aside} floats to keep what is needed from one block to the next, or null if nobody else works
     *     in the scratch
     */
    SumsGradient(
            Convolution.Form form,
            Span y,
            @Nullable Span dy,
            Span db,
            int kept,
            Span scratch,
            @Nullable Span aside,
            Workers workers) {
        this.form = form;
        this.y = y;
        this.dy = dy;
        this.db = db;
        this.kept = kept;
        this.aside = aside;
        this.scratch = scratch.array();
        padAt = scratch.at();
        keptAt = padAt + workers.count() * PAD;
        isGiven = isGiven(form, dy != null);
        stride = isGiven ? form.columns() : Lanes.spreadStride(kept);
        Span dz = dy != null && isGiven ? dy : scratch.plus(workers.count() * PAD);
        rows = ShiftedRows.plain(dz, form.filters(), form.columns(), stride);
        patches = form.stride() == 1 ? ShiftedRows.ofOutput(dz, stride, form) : PatchColumns.ofOutput(dz, stride, form);
    }

    /**
     * Returns how many floats of scratch the gradient takes.
     *
     * @param reads whether it reads the gradient by the output from memory
     */
    static int scratch(Convolution.Form form, int kept, boolean reads, Workers workers) {
        int values = isGiven(form, reads) ? 0 : form.filters() * Lanes.spreadStride(kept);
        return workers.count() * PAD + values;
    }

    /** Returns how many floats there must be to keep what is needed from one block to the next. */
    static int aside(Convolution.Form form, boolean reads) {
        return isGiven(form, reads) ? 0 : form.filters() * form.padding() * form.batch();
    }

    /** Whether the gradient by the output, which lies in memory, is the one by the sums. */
    private static boolean isGiven(Convolution.Form form, boolean reads) {
        return reads && form.activation() == Activation.NONE;
    }

    /** Returns the gradient, a row for each filter. */
    ShiftedRows rows() {
        return rows;
    }

    /** Returns what a gradient by the input reads of it. */
    ColumnSource patches() {
        return patches;
    }

    @Override
    public float[] array() {
        return rows.array();
    }

    @Override
    public int stride() {
        return stride;
    }

    @Override
    public int place(int from) {
        return keptAt - from;
    }

    /** Chooses the columns that {@link #run} takes next, just before those of the last time. */
    void begin(int from, int to) {
        if (!isGiven && (aside != null || kept < form.columns())) {
            int count = to - from;
            int before = Math.min(kept - count, form.columns() - to);
            for (int filter = 0; filter < form.filters() && before > 0; filter++) {
                int row = keptAt + filter * stride;
                if (aside == null) {
                    System.arraycopy(scratch, row, scratch, row + count, before);
                } else {
                    int there = aside.at() + filter * asideStride();
                    System.arraycopy(aside.array(), there, scratch, row + count, before);
                }
            }
            rows.moveTo(place(from));
            if (patches instanceof ShiftedRows shifted) {
                shifted.moveTo(place(from));
            }
        }
        begin = from;
        end = to;
    }

    private int asideStride() {
        return form.padding() * form.batch();
    }

    /** Puts aside what the block before this one reads of it. */
    void putAside() {
        if (aside != null && !isGiven && begin > 0) {
            int count = Math.min(asideStride(), form.columns() - begin);
            for (int filter = 0; filter < form.filters(); filter++) {
                int to = aside.at() + filter * asideStride();
                System.arraycopy(scratch, keptAt + filter * stride, aside.array(), to, count);
            }
        }
    }

    /** Computes one filter's. */
    @Override
    public void run(int filter, int worker) {
        int pad = padAt + worker * PAD;
        int from = filter * form.columns() + begin;
        int count = end - begin;
        int to = rows.place(0, begin) + filter * stride;
        if (form.activation() != Activation.NONE) {
            float[] byOutput = dy == null ? rows.array() : dy.array();
            int byOutputAt = dy == null ? to : dy.at() + from;
            form.activation()
                    .differentiate(
                            y.array(), y.at() + from, byOutput, byOutputAt, rows.array(), to, count, scratch, pad);
        }
        float sum = Sums.sum(rows.array(), to, count, scratch, pad);
        int target = db.at() + filter;
        db.array()[target] = end < form.columns() ? db.array()[target] + sum : sum;
    }
}
