package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link StackForward}, chunk by chunk from the last to the first: the dense layer leads a chunk back to
 * all gated layers, and they lead it back one to the other. What passes between them is no longer than a chunk.
 */
public final class StackBackward {
    private final GatedBackward[] layers;
    private final JoinedBackward joined;
    private final Rows[] moving;
    private final Chunks chunks;

    /**
     * What one gated layer reads and writes.
     *
     * @param x {@code [channels, times, batch]}
     * @param kernel {@code [taps, channels, 2 · gates]}
     * @param dense the residual's kernel, or null without one
     * @param z {@code [gates, times, batch]}
     * @param saved {@code [2 · gates, times, batch]}
     * @param byKernel receives the gradient by the kernel
     * @param byBias receives the gradient by its bias
     * @param byDense receives the gradient by the residual's kernel, or null without one
     * @param byDenseBias receives the gradient by its bias, or null without one
     */
    public record Part(
            Span x,
            Span kernel,
            @Nullable Span dense,
            Span z,
            Span saved,
            Span byKernel,
            Span byBias,
            @Nullable Span byDense,
            @Nullable Span byDenseBias) {}

    /**
     * Binds a gradient to its memory.
     *
     * @param forms of the gated layers, in order
     * @param dx receives the gradient by the first layer's x, or null if nobody wants it
     * @param scratch {@link #scratch} floats
     */
    public StackBackward(
            GatedForm[] forms,
            Part[] parts,
            JoinedForm joinedForm,
            JoinedBackward.Operands operands,
            JoinedBackward.Results results,
            @Nullable Span dx,
            Span scratch,
            Workers workers) {
        int columns = joinedForm.columns();
        int count = forms.length;
        chunks = new Chunks(columns);
        moving = new Rows[count + 2];
        Span free = scratch;
        for (int layer = 0; layer < count; layer++) {
            moving[layer] = Rows.chunk(free, columns);
            free = free.plus(Rows.chunkSize(forms[layer].gates(), columns));
        }
        for (int side = 0; side < 2; side++) {
            moving[count + side] = Rows.chunk(free, columns);
            free = free.plus(Rows.chunkSize(forms[0].channels(), columns));
        }
        Span[] sequences = new Span[count];
        Rows[] bySequences = new Rows[count];
        for (int layer = 0; layer < count; layer++) {
            sequences[layer] = parts[layer].z();
            bySequences[layer] = moving[layer];
        }
        joined = new JoinedBackward(joinedForm, operands, sequences, results, bySequences, free, workers);
        free = free.plus(JoinedBackward.scratch(joinedForm, true, workers));
        Span working = free;
        free = free.plus(working(forms, workers));
        layers = new GatedBackward[count];
        for (int layer = 0; layer < count; layer++) {
            Part part = parts[layer];
            Rows next = layer == count - 1 ? null : moving[count + (layer + 1) % 2];
            Rows to = layer > 0 ? moving[count + layer % 2] : dx == null ? null : Rows.whole(dx, columns);
            layers[layer] = new GatedBackward(
                    forms[layer],
                    new GatedBackward.Operands(part.x(), part.kernel(), part.dense(), part.saved(), part.z(), null),
                    moving[layer],
                    next,
                    new GatedBackward.Results(part.byKernel(), part.byBias(), part.byDense(), part.byDenseBias(), null),
                    to,
                    free,
                    working,
                    workers);
            free = free.plus(GatedBackward.kept(forms[layer], to != null));
        }
    }

    private static int working(GatedForm[] forms, Workers workers) {
        int most = 0;
        for (GatedForm form : forms) {
            most = Math.max(most, GatedBackward.working(form, workers));
        }
        return most;
    }

    /** Returns how many floats of scratch a gradient takes. */
    public static int scratch(GatedForm[] forms, JoinedForm joinedForm, boolean byInput, Workers workers) {
        int columns = joinedForm.columns();
        int size = 2 * Rows.chunkSize(forms[0].channels(), columns);
        size += JoinedBackward.scratch(joinedForm, true, workers) + working(forms, workers);
        for (int layer = 0; layer < forms.length; layer++) {
            size += Rows.chunkSize(forms[layer].gates(), columns);
            size += GatedBackward.kept(forms[layer], layer > 0 || byInput);
        }
        return size;
    }

    /** Computes the gradients. */
    public void run() {
        joined.prepare();
        for (GatedBackward layer : layers) {
            layer.prepare();
        }
        for (int chunk = chunks.count() - 1; chunk >= 0; chunk--) {
            for (Rows rows : moving) {
                rows.moveTo(chunks.begin(chunk));
            }
            joined.run(chunk);
            for (int layer = layers.length - 1; layer >= 0; layer--) {
                layers[layer].run(chunk);
            }
        }
        joined.finish();
        for (GatedBackward layer : layers) {
            layer.finish();
        }
    }
}
