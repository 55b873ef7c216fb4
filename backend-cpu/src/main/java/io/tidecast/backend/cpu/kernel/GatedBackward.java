package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link GatedForward}, chunk by chunk from the last to the first, in two passes over each. What the
 * second reads of later chunks the first has left in a ring.
 */
public final class GatedBackward {
    private final Chunks chunks;
    private final GatedWeightPass weightPass;
    private final @Nullable GatedInputPass inputPass;

    /**
     * What the gradient reads.
     *
     * @param x {@code [channels, times, batch]}
     * @param kernel {@code [taps, channels, 2 · gates]}
     * @param dense the residual's kernel {@code [gates, channels]}, or null without one
     * @param saved {@code [2 · gates, times, batch]}
     * @param dz the gradient by z, {@code [gates, times, batch]}
     * @param next the gradient by x', {@code [channels, times, batch]}, or null without a residual
     */
    public record Operands(
            Span x,
            Span kernel,
            @Nullable Span dense,
            Span saved,
            Span dz,
            @Nullable Span next) {}

    /**
     * What it writes: the gradients by the kernel and its bias, by the residual's kernel and bias, null without a
     * residual, and by x, null if nobody wants it.
     */
    public record Results(
            Span kernel,
            Span bias,
            @Nullable Span dense,
            @Nullable Span denseBias,
            @Nullable Span x) {}

    /**
     * Binds a gradient to its memory.
     *
     * @param kept {@link #kept} floats, which keep weights, sums and slopes from {@link #prepare} to {@link #finish}
     * @param working {@link #working} floats, which gradients whose chunks run one after the other may share
     */
    public GatedBackward(GatedForm form, Operands operands, Results results, Span kept, Span working, Workers workers) {
        this(
                form,
                operands,
                Rows.whole(operands.dz(), form.columns()),
                whole(operands.next(), form),
                results,
                whole(results.x(), form),
                kept,
                working,
                workers);
    }

    /** Binds a gradient whose dz, dx' and dx may be chunks; the operands' and results' own are not touched. */
    GatedBackward(
            GatedForm form,
            Operands operands,
            Rows dz,
            @Nullable Rows next,
            Results results,
            @Nullable Rows dx,
            Span kept,
            Span working,
            Workers workers) {
        chunks = form.chunks();
        if (dx == null) {
            inputPass = null;
            weightPass = new GatedWeightPass(form, operands, dz, next, results, null, kept, working, workers);
        } else {
            int reach = form.reach(0);
            Span prepared = kept.plus(RowRing.size(form.filters(), form.columns(), reach));
            Span rest = prepared.plus(GatedInputPass.prepared(form));
            RowRing ring = new RowRing(form.columns(), reach, kept);
            inputPass = new GatedInputPass(form, operands.kernel(), ring, next, dx, prepared, working, workers);
            weightPass = new GatedWeightPass(form, operands, dz, next, results, ring, rest, working, workers);
        }
    }

    private static @Nullable Rows whole(@Nullable Span span, GatedForm form) {
        return span == null ? null : Rows.whole(span, form.columns());
    }

    /** Returns how many floats weights, sums and slopes take. */
    public static int kept(GatedForm form, boolean byInput) {
        int ofWeights = GatedWeightPass.kept(form);
        int ring = RowRing.size(form.filters(), form.columns(), form.reach(0));
        return byInput ? ring + GatedInputPass.prepared(form) + ofWeights : ofWeights;
    }

    /** Returns how many floats all workers take. */
    public static int working(GatedForm form, Workers workers) {
        return Math.max(GatedWeightPass.working(form, workers), GatedInputPass.working(form, workers));
    }

    /** Computes the gradients. */
    public void run() {
        prepare();
        for (int chunk = chunks.count() - 1; chunk >= 0; chunk--) {
            run(chunk);
        }
        finish();
    }

    /** Packs the weights and clears the sums. */
    void prepare() {
        weightPass.prepare();
        if (inputPass != null) {
            inputPass.prepare();
        }
    }

    /** Leads one chunk back. */
    void run(int chunk) {
        weightPass.run(chunk);
        if (inputPass != null) {
            inputPass.run(chunk);
        }
    }

    /** Writes the weights' gradients. */
    void finish() {
        weightPass.finish();
    }
}
