package io.tidecast.backend.cpu.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gradient of a {@link GatedForward} within a stack, chunk by chunk from the last to the first, in two passes. */
final class GatedBackward {
    private final Span skip;
    private final GatedForward.Operands operands;
    private final Results results;
    private final PanelStore x;
    private final GatedWeightPass weightPass;
    private final @Nullable GatedInputPass inputPass;

    /**
     * What a layer's gradient writes.
     *
     * @param kernel the gradient by the kernel
     * @param bias by its bias
     * @param skip by the layer's rows of the joined kernel
     * @param dense by the residual's kernel, or null without one
     * @param denseBias by its bias, or null without a residual
     */
    record Results(
            Span kernel,
            Span bias,
            Span skip,
            @Nullable Span dense,
            @Nullable Span denseBias) {
        /** Finds a layer's gradients among all layers'. */
        static Results of(GatedForm form, Span skip, List<Span> all, int first) {
            Span dense = form.residual() ? all.get(first + 2) : null;
            Span denseBias = form.residual() ? all.get(first + 3) : null;
            return new Results(all.get(first), all.get(first + 1), skip, dense, denseBias);
        }
    }

    /**
     * Binds a layer's gradient to its memory.
     *
     * @param skip the layer's rows of the joined kernel
     * @param led the gradient by the skips' sums and, below it, the one by x', which the one by x replaces
     * @param leads whether that by x is wanted
     * @param working {@link #working} floats, which layers that run one after the other may share
     */
    GatedBackward(
            GatedForm form,
            JoinedForm joined,
            Span skip,
            GatedForward.Operands operands,
            Results results,
            PanelStore x,
            PanelStore gates,
            PanelStore led,
            SkipBackward skips,
            boolean leads,
            Scratch memory,
            Span working,
            Workers workers) {
        this.skip = skip;
        this.operands = operands;
        this.results = results;
        this.x = x;
        int room = Lanes.roundUp(form.filters(), Lanes.COUNT);
        PanelStore slopes = PanelStore.ring(form.filters(), room, form.columns(), form.held(), memory);
        weightPass = new GatedWeightPass(form, joined, x, gates, led, slopes, skips, memory, working, workers);
        PanelStore carried = led.part(joined.units(), form.channels());
        inputPass = leads ? new GatedInputPass(form, slopes, carried, memory, working, workers) : null;
    }

    /** Returns how many floats all workers take. */
    static int working(GatedForm form, int units, Workers workers) {
        return Math.max(GatedWeightPass.working(form, units, workers), GatedInputPass.working(form, workers));
    }

    /** Packs the weights and clears the sums. */
    void prepare() {
        x.loadTail();
        weightPass.prepare(skip, operands);
        if (inputPass != null) {
            inputPass.prepare(operands.kernel());
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
        weightPass.finish(results);
    }
}
