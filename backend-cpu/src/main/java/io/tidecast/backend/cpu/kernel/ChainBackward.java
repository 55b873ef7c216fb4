package io.tidecast.backend.cpu.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link ChainForward}, back through time block by block: a block is led back through all layers while
 * it is in the cache. Of the gradients between layers no more than two blocks are there at a time: the one by a layer's
 * sums, and the one by those of the layer before, which is computed from it.
 */
public final class ChainBackward {
    private final ConvolutionGradient[] layers;
    private final int blocks;

    /**
     * What the gradient reads.
     *
     * @param x {@code [channels, times, batch]}
     * @param weights of each layer
     * @param outputs of each layer
     * @param dy the gradient by the last of these
     */
    public record Operands(Span x, List<Span> weights, List<Span> outputs, Span dy) {
        /** Copies the lists. */
        public Operands {
            weights = List.copyOf(weights);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * What the gradient is taken by.
     *
     * @param weights receives it for each layer
     * @param biases receives it for each layer
     * @param x receives it, or null if nobody wants it
     */
    public record Results(
            List<Span> weights, List<Span> biases, @Nullable Span x) {
        /** Copies the lists. */
        public Results {
            weights = List.copyOf(weights);
            biases = List.copyOf(biases);
        }
    }

    /**
     * Binds a gradient to its memory.
     *
     * @param forms of the layers, in order
     * @param scratch {@link #scratch} floats
     */
    public ChainBackward(
            List<Convolution.Form> forms, Operands operands, Results results, Span scratch, Workers workers) {
        int block = ChainForward.block(forms);
        int columns = forms.getFirst().columns();
        blocks = (columns + block - 1) / block;
        layers = new ConvolutionGradient[forms.size()];
        int room = room(forms, block, workers);
        Span working = scratch.plus(2 * room);
        Span free = working.plus(working(forms, block, workers));
        BlockTarget dx = results.x() == null ? null : BlockTarget.whole(results.x(), columns);
        for (int layer = 0; layer < layers.length; layer++) {
            Convolution.Form form = forms.get(layer);
            boolean isLast = layer == layers.length - 1;
            SumsGradient sums = new SumsGradient(
                    form,
                    operands.outputs().get(layer),
                    isLast ? operands.dy() : null,
                    results.biases().get(layer),
                    ConvolutionGradient.kept(form, block),
                    scratch.plus(layer % 2 * room),
                    free,
                    workers);
            layers[layer] = new ConvolutionGradient(
                    form,
                    block,
                    layer == 0 ? operands.x() : operands.outputs().get(layer - 1),
                    operands.weights().get(layer),
                    sums,
                    results.weights().get(layer),
                    dx,
                    working,
                    free.plus(aside(form, isLast)),
                    workers);
            free = free.plus(aside(form, isLast) + ConvolutionGradient.prepared(form, dx != null, workers));
            dx = sums;
        }
    }

    /** How many floats a block of the gradient by any layer's sums takes. */
    private static int room(List<Convolution.Form> forms, int block, Workers workers) {
        int most = 0;
        for (int layer = 0; layer < forms.size(); layer++) {
            boolean isLast = layer == forms.size() - 1;
            most = Math.max(most, ConvolutionGradient.sums(forms.get(layer), block, isLast, workers));
        }
        return most;
    }

    private static int working(List<Convolution.Form> forms, int block, Workers workers) {
        int most = 0;
        for (Convolution.Form form : forms) {
            most = Math.max(most, ConvolutionGradient.working(form, block, workers));
        }
        return most;
    }

    private static int aside(Convolution.Form form, boolean isLast) {
        return Lanes.roundUp(SumsGradient.aside(form, isLast), Lanes.LINE);
    }

    /** Returns how many floats of scratch a gradient takes. */
    public static int scratch(List<Convolution.Form> forms, boolean byInput, Workers workers) {
        int block = ChainForward.block(forms);
        int size = 2 * room(forms, block, workers) + working(forms, block, workers);
        for (int layer = 0; layer < forms.size(); layer++) {
            Convolution.Form form = forms.get(layer);
            size += aside(form, layer == forms.size() - 1);
            size += ConvolutionGradient.prepared(form, layer > 0 || byInput, workers);
        }
        return size;
    }

    /** Computes the gradients. */
    public void run() {
        for (ConvolutionGradient layer : layers) {
            layer.prepare();
        }
        for (int block = blocks - 1; block >= 0; block--) {
            for (int layer = layers.length - 1; layer >= 0; layer--) {
                layers[layer].run(block);
            }
        }
    }
}
