package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A gated recurrent unit over a sequence, as Keras computes it with {@code reset_after=True}: gates in the order z, r, h;
 * {@code h̃ = tanh(x·W_h + b_h + r ⊙ (h·U_h + c_h))}, {@code h' = z ⊙ h + (1 − z) ⊙ h̃}.
 */
public final class GruForward {
    private final Runnable steps;

    /**
     * What a GRU reads.
     *
     * @param x {@code [channels, times, batch]}
     * @param kernel {@code [channels, 3·units]}
     * @param recurrent {@code [units, 3·units]}
     * @param bias {@code [2, 3·units]}, of the input and of the state
     * @param h0 {@code [units, batch]}
     */
    public record Operands(Span x, Span kernel, Span recurrent, Span bias, Span h0) {}

    /**
     * Binds a GRU to its memory.
     *
     * @param y receives all states, {@code [units, times, batch]}
     * @param saved receives z, r, h̃ and h·U_h + c_h of all steps, {@code [times, 4·units, batch]}, or null
     * @param scratch {@link #scratch} floats
     */
    public GruForward(GruForm form, Operands operands, Span y, @Nullable Span saved, Span scratch, Workers workers) {
        steps = GruOverUnits.suits(form)
                ? new GruOverUnits(form, operands, y, saved, scratch)::run
                : new GruOverBatch(form, operands, y, saved, scratch, workers)::run;
    }

    /** Returns how many floats of scratch a GRU takes. */
    public static int scratch(GruForm form, Workers workers) {
        return GruOverUnits.suits(form) ? GruOverUnits.scratch(form) : GruOverBatch.scratch(form, workers);
    }

    /** Computes all states. */
    public void run() {
        steps.run();
    }
}
