package io.tidecast.backend.cpu.kernel;

import java.util.List;

/**
 * Causal convolutions without a stride, one after the other, taken through time together: block by block, so that what
 * one of them writes of a block is still in the cache when the next one reads it.
 */
public final class ChainForward {
    private final Convolution[] layers;
    private final int columns;
    private final int block;

    /**
     * What the convolutions read and write.
     *
     * @param x {@code [channels, times, batch]}
     * @param weights of each, {@code [taps, channels, filters]}
     * @param biases of each, {@code [filters]}
     * @param outputs of each, {@code [filters, times, batch]}
     */
    public record Operands(Span x, List<Span> weights, List<Span> biases, List<Span> outputs) {
        /** Copies the lists. */
        public Operands {
            weights = List.copyOf(weights);
            biases = List.copyOf(biases);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * Binds the convolutions to their memory.
     *
     * @param forms in order
     * @param scratch {@link #scratch} floats
     */
    public ChainForward(List<Convolution.Form> forms, Operands operands, Span scratch, Workers workers) {
        layers = new Convolution[forms.size()];
        columns = forms.getFirst().columns();
        block = block(forms);
        Span free = scratch;
        for (int layer = 0; layer < layers.length; layer++) {
            Convolution.Form form = forms.get(layer);
            layers[layer] = new Convolution(
                    form,
                    layer == 0 ? operands.x() : operands.outputs().get(layer - 1),
                    operands.weights().get(layer),
                    operands.biases().get(layer),
                    operands.outputs().get(layer),
                    free,
                    workers);
            free = free.plus(Lanes.roundUp(form.scratch(workers), Lanes.LINE));
        }
    }

    /** Returns how many floats of scratch the convolutions take. */
    public static int scratch(List<Convolution.Form> forms, Workers workers) {
        return forms.stream()
                .mapToInt(form -> Lanes.roundUp(form.scratch(workers), Lanes.LINE))
                .sum();
    }

    /**
     * Returns how many columns are taken at once: as many as suit the layers' gradients, and whole pairs of columns as far
     * apart as the taps of most layers.
     */
    static int block(List<Convolution.Form> forms) {
        int least = Integer.MAX_VALUE;
        int pair = Lanes.PANEL;
        for (Convolution.Form form : forms) {
            least = Math.min(least, ConvolutionGradient.block(form));
            pair = Math.max(pair, 2 * form.dilation() * form.batch());
        }
        boolean fits = pair % Lanes.PANEL == 0
                && pair <= least
                && least < forms.getFirst().columns();
        return fits ? least / pair * pair : least;
    }

    /** Computes all outputs. */
    public void run() {
        for (Convolution layer : layers) {
            layer.prepare();
        }
        for (int from = 0; from < columns; from += block) {
            int to = Math.min(columns, from + block);
            for (Convolution layer : layers) {
                layer.run(from, to);
            }
        }
    }
}
