package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** The gradient of a {@link GatedForward}, in two passes over its columns. */
public final class GatedBackward {
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

    /** Binds a gradient to its memory. */
    public GatedBackward(GatedForm form, Operands operands, Results results, Span scratch, Workers workers) {
        Span dx = results.x();
        if (dx == null) {
            weightPass = new GatedWeightPass(form, operands, results, null, scratch, workers);
            inputPass = null;
        } else {
            Span rest = scratch.plus(slopesSize(form));
            weightPass = new GatedWeightPass(form, operands, results, scratch, rest, workers);
            inputPass = new GatedInputPass(form, operands.kernel(), scratch, operands.next(), dx, rest, workers);
        }
    }

    private static int slopesSize(GatedForm form) {
        return form.filters() * form.slopeStride();
    }

    /** Returns how many floats of scratch a gradient takes. */
    public static int scratch(GatedForm form, boolean byInput, Workers workers) {
        int ofWeights = GatedWeightPass.scratch(form, workers);
        return byInput ? slopesSize(form) + Math.max(ofWeights, GatedInputPass.scratch(form, workers)) : ofWeights;
    }

    /** Computes the gradients. */
    public void run() {
        weightPass.run();
        if (inputPass != null) {
            inputPass.run();
        }
    }
}
