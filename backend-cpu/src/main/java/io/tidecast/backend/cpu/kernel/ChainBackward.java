package io.tidecast.backend.cpu.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link ChainForward}, back through time block by block: a block is led back through all layers while
 * it is in the cache. The gradient by a layer's output takes the place of the one by the output of the layer after it.
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
        int room = room(forms);
        Span working = scratch.plus(2 * room);
        Span free = working.plus(working(forms, block, workers));
        Span dy = operands.dy();
        int place = 1;
        for (int layer = layers.length - 1; layer >= 0; layer--) {
            Convolution.Form form = forms.get(layer);
            boolean stays = layer < layers.length - 1 && ConvolutionGradient.mayOverwriteOutputGradient(form);
            place = stays ? place : 1 - place;
            Span dx = layer == 0 ? results.x() : scratch.plus(place * room);
            layers[layer] = new ConvolutionGradient(
                    form,
                    block,
                    layer == 0 ? operands.x() : operands.outputs().get(layer - 1),
                    operands.weights().get(layer),
                    operands.outputs().get(layer),
                    dy,
                    results.weights().get(layer),
                    results.biases().get(layer),
                    dx,
                    working,
                    free,
                    free.plus(ConvolutionGradient.aside(form)),
                    workers);
            free = free.plus(own(form, dx != null, workers));
            dy = dx == null ? dy : dx;
        }
    }

    /** How many floats the gradient by any layer's output but the last one's takes. */
    private static int room(List<Convolution.Form> forms) {
        int most = 0;
        for (Convolution.Form form : forms.subList(0, forms.size() - 1)) {
            most = Math.max(most, form.filters() * form.columns());
        }
        return Lanes.roundUp(most, Lanes.LINE);
    }

    private static int working(List<Convolution.Form> forms, int block, Workers workers) {
        int most = 0;
        for (Convolution.Form form : forms) {
            most = Math.max(most, ConvolutionGradient.working(form, block, workers));
        }
        return most;
    }

    private static int own(Convolution.Form form, boolean byInput, Workers workers) {
        return ConvolutionGradient.aside(form) + ConvolutionGradient.prepared(form, byInput, workers);
    }

    /** Returns how many floats of scratch a gradient takes. */
    public static int scratch(List<Convolution.Form> forms, boolean byInput, Workers workers) {
        int block = ChainForward.block(forms);
        int size = 2 * room(forms) + working(forms, block, workers);
        for (int layer = 0; layer < forms.size(); layer++) {
            size += own(forms.get(layer), layer > 0 || byInput, workers);
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
