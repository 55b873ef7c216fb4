package io.tidecast.backend.cpu.kernel;

import java.util.List;

/**
 * Causal convolutions without a stride, one after the other, of which only the last one's output is wanted. What passes
 * between them lies in two buffers, whose rows begin in different sets of the cache whatever the number of columns.
 */
public final class SpreadChain {
    private final Convolution[] layers;

    /**
     * What the convolutions read and write.
     *
     * @param x {@code [channels, times, batch]}
     * @param weights of each, {@code [taps, channels, filters]}
     * @param biases of each, {@code [filters]}
     * @param y the last one's output, {@code [filters, times, batch]}
     */
    public record Operands(Span x, List<Span> weights, List<Span> biases, Span y) {
        /** Copies the lists. */
        public Operands {
            weights = List.copyOf(weights);
            biases = List.copyOf(biases);
        }
    }

    /**
     * Binds the convolutions to their memory.
     *
     * @param forms in order
     * @param scratch {@link #scratch} floats
     */
    public SpreadChain(List<Convolution.Form> forms, Operands operands, Span scratch, Workers workers) {
        layers = new Convolution[forms.size()];
        int columns = forms.getFirst().columns();
        int stride = Lanes.spreadStride(columns);
        int room = room(forms);
        Span free = scratch.plus(2 * room);
        ColumnSource patches = forms.getFirst().patches(operands.x());
        for (int layer = 0; layer < layers.length; layer++) {
            Convolution.Form form = forms.get(layer);
            boolean isLast = layer == layers.length - 1;
            Span y = isLast ? operands.y() : scratch.plus(layer % 2 * room);
            layers[layer] = new Convolution(
                    form,
                    patches,
                    operands.weights().get(layer),
                    operands.biases().get(layer),
                    y,
                    isLast ? columns : stride,
                    free,
                    workers);
            if (!isLast) {
                patches = ShiftedRows.ofInput(y, stride, forms.get(layer + 1));
            }
        }
    }

    /** How many floats the output of any layer but the last takes. */
    private static int room(List<Convolution.Form> forms) {
        int most = 0;
        for (Convolution.Form form : forms.subList(0, forms.size() - 1)) {
            most = Math.max(most, form.filters());
        }
        return most * Lanes.spreadStride(forms.getFirst().columns());
    }

    /** Returns how many floats of scratch the convolutions take. */
    public static int scratch(List<Convolution.Form> forms, Workers workers) {
        int most = 0;
        for (Convolution.Form form : forms) {
            most = Math.max(most, form.scratch(workers));
        }
        return 2 * room(forms) + most;
    }

    /** Returns whether rows that lay one right after the other would drive each other out of the cache. */
    public static boolean isWorthwhile(List<Convolution.Form> forms) {
        for (Convolution.Form form : forms.subList(0, forms.size() - 1)) {
            if (!ShiftedRows.isSpread(form.filters(), form.columns())) {
                return true;
            }
        }
        return false;
    }

    /** Computes the last output. */
    public void run() {
        for (Convolution layer : layers) {
            layer.run();
        }
    }
}
