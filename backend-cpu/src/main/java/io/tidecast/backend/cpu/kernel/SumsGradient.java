package io.tidecast.backend.cpu.kernel;

/**
 * A convolution's gradient by its sums, before the activation: taken from the one by its output, some columns at a time
 * from the last to the first, and summed over all columns. Of what came before, only as many columns are kept as the
 * gradient by the input still reads.
 */
final class SumsGradient implements BlockTask {
    private static final int PAD = Lanes.roundUp(3 * Lanes.COUNT, Lanes.LINE);

    private final Convolution.Form form;
    private final Span y;
    private final Span dy;
    private final Span db;
    private final float[] scratch;
    private final int padAt;
    private final int keptAt;
    private final int kept;
    private final int stride;
    private final ShiftedRows rows;
    private final ColumnSource patches;
    private int begin;
    private int end;

    /**
     * Binds the gradient to its memory.
     *
     * @param kept for how many columns there is room, all or fewer
     * @param db receives the sums
     * @param scratch {@link #scratch} floats
     */
    SumsGradient(Convolution.Form form, Span y, Span dy, Span db, int kept, Span scratch, Workers workers) {
        this.form = form;
        this.y = y;
        this.dy = dy;
        this.db = db;
        this.kept = kept;
        this.scratch = scratch.array();
        padAt = scratch.at();
        keptAt = padAt + workers.count() * PAD;
        boolean linear = form.activation() == Activation.NONE;
        stride = linear ? form.columns() : stride(kept);
        Span dz = linear ? dy : scratch.plus(workers.count() * PAD);
        rows = ShiftedRows.plain(dz, form.filters(), form.columns(), stride);
        patches = form.stride() == 1 ? ShiftedRows.ofOutput(dz, stride, form) : PatchColumns.ofOutput(dz, stride, form);
    }

    /** An odd number of cache lines lets the rows begin in different sets of the cache. */
    private static int stride(int kept) {
        return (Lanes.roundUp(kept, Lanes.LINE) / Lanes.LINE | 1) * Lanes.LINE;
    }

    /** Returns how many floats of scratch the gradient takes. */
    static int scratch(Convolution.Form form, int kept, Workers workers) {
        int values = form.activation() == Activation.NONE ? 0 : form.filters() * stride(kept);
        return workers.count() * PAD + values;
    }

    /** Returns the gradient, a row for each filter. */
    ShiftedRows rows() {
        return rows;
    }

    /** Returns what a gradient by the input reads of it. */
    ColumnSource patches() {
        return patches;
    }

    /** Chooses the columns that {@link #run} takes next, just before those of the last time. */
    void begin(int from, int to) {
        if (form.activation() != Activation.NONE && kept < form.columns()) {
            int count = to - from;
            for (int filter = 0; filter < form.filters() && to < form.columns(); filter++) {
                int row = keptAt + filter * stride;
                System.arraycopy(scratch, row, scratch, row + count, kept - count);
            }
            rows.moveTo(keptAt - from);
            if (patches instanceof ShiftedRows shifted) {
                shifted.moveTo(keptAt - from);
            }
        }
        begin = from;
        end = to;
    }

    /** Computes one filter's. */
    @Override
    public void run(int filter, int worker) {
        int pad = padAt + worker * PAD;
        int from = filter * form.columns() + begin;
        int count = end - begin;
        int to = rows.place(0, begin) + filter * stride;
        if (form.activation() != Activation.NONE) {
            form.activation()
                    .differentiate(
                            y.array(),
                            y.at() + from,
                            dy.array(),
                            dy.at() + from,
                            rows.array(),
                            to,
                            count,
                            scratch,
                            pad);
        }
        float sum = Sums.sum(rows.array(), to, count, scratch, pad);
        int target = db.at() + filter;
        db.array()[target] = end < form.columns() ? db.array()[target] + sum : sum;
    }
}
