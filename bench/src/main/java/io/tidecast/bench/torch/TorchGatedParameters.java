package io.tidecast.bench.torch;

import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.layer.EmbeddingLayer;
import io.tidecast.models.layer.GatedStack;
import io.tidecast.models.measure.Task;
import io.tidecast.models.net.Network;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The parameters of a gated WaveNet over codes; matrices are {@code [outputs, inputs]}, of two taps the earlier first. */
final class TorchGatedParameters {
    /** A matrix and a bias. */
    record Dense(Tensor kernel, Tensor bias) {}

    /** A layer's gates, and what leads to the next layer, null in the last. */
    record Layer(long dilation, Dense gates, @Nullable Dense residual) {}

    private final TorchParameters parameters;
    private final GatedStack stack;
    private final EmbeddingLayer embedding;
    private final boolean kernels;

    /**
     * Reads a network's layers.
     *
     * @param kernels whether matrices are to be kernels of a convolution, {@code [outputs, inputs, taps]}
     */
    TorchGatedParameters(Task task, TorchParameters parameters, boolean kernels) {
        this.parameters = parameters;
        this.kernels = kernels;
        Network network = task.network();
        embedding = (EmbeddingLayer) network.layers().getFirst();
        stack = (GatedStack) network.layers().get(1);
    }

    int channels() {
        return stack.channels();
    }

    /** Returns the table of codes, {@code [classes, channels]}. */
    Tensor table() {
        int channels = embedding.channels();
        return parameters.add(
                embedding.name() + "/table", index -> index[0] * channels + index[1], embedding.classes(), channels);
    }

    /** Returns the layers of the stack. */
    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        int channels = stack.channels();
        int count = stack.dilations().size();
        for (int i = 0; i < count; i++) {
            String name = stack.name() + "/layer" + (i + 1);
            Dense gates = dense(name + "/kernel", name + "/bias", stack.taps(), channels, 2 * channels);
            Dense residual = i == count - 1
                    ? null
                    : dense(name + "/residual_kernel", name + "/residual_bias", 1, channels, channels);
            layers.add(new Layer(stack.dilations().get(i), gates, residual));
        }
        return layers;
    }

    /** Returns the skips of all layers, which stand side by side. */
    Dense skips() {
        int joined = stack.dilations().size() * stack.channels();
        return dense(stack.name() + "/skip_kernel", stack.name() + "/skip_bias", 1, joined, stack.skips());
    }

    /** Returns one layer's skips' matrix. */
    Tensor skip(int layer) {
        int channels = stack.channels();
        return parameters.transposed(stack.name() + "/skip_kernel", layer * channels, channels, stack.skips());
    }

    /** Returns the skips' bias. */
    Tensor skipBias() {
        return parameters.vector(stack.name() + "/skip_bias", 0, stack.skips());
    }

    /** Returns a convolution of kernel 1 behind the skips. */
    Dense head(ConvLayer layer) {
        return dense(layer.name() + "/kernel", layer.name() + "/bias", 1, layer.channels(), layer.filters());
    }

    private Dense dense(String kernel, String bias, int taps, int inputs, int outputs) {
        Tensor matrix = kernels
                ? parameters.kernel(kernel, taps, inputs, outputs)
                : parameters.flatKernel(kernel, taps, inputs, outputs);
        return new Dense(matrix, parameters.vector(bias, 0, outputs));
    }
}
