package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Causal convolutions without a stride one after the other, so that a backend may take all of them through time together.
 * Inputs: {@code x [channels, time, batch]}, then of each {@link Conv1d} in turn its kernel and bias. The output is the
 * last one's, {@code [filters, time, batch]}.
 *
 * @param layers at least one
 * @param saving whether the outputs of the layers before the last follow, in order, which the gradient reads
 */
public record Conv1dChain(List<Conv1d> layers, boolean saving) implements Composite {
    /** Copies the list and checks the layers. */
    public Conv1dChain {
        layers = List.copyOf(layers);
        Inference.check(!layers.isEmpty(), "there should be at least one layer");
        Inference.check(layers.stream().allMatch(Conv1dChain::suits), "the layers should be causal, without a stride");
    }

    /** Returns whether a convolution may be part of a chain. */
    public static boolean suits(Conv1d layer) {
        return layer.padding() == Padding.CAUSAL && layer.stride() == 1;
    }

    /** Returns which of the inputs is a layer's kernel; its bias follows. */
    public static int kernelOf(int layer) {
        return 1 + 2 * layer;
    }

    /** Returns which of the outputs is a layer's. */
    public int outputOf(int layer) {
        return layer == layers.size() - 1 ? 0 : 1 + layer;
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, kernelOf(layers.size()));
        List<TensorType> types = new ArrayList<>();
        TensorType x = inputs.getFirst();
        for (int layer = 0; layer < layers.size(); layer++) {
            int kernel = kernelOf(layer);
            x = layers.get(layer)
                    .outputs(List.of(x, inputs.get(kernel), inputs.get(kernel + 1)))
                    .getFirst();
            types.add(x);
        }
        return results(types);
    }

    /** Puts the last of all layers' results first. */
    private <T> List<T> results(List<T> all) {
        if (!saving) {
            return List.of(all.getLast());
        }
        List<T> results = new ArrayList<>(all);
        results.addFirst(results.removeLast());
        return results;
    }

    @Override
    public Op trimmed(int count) {
        return saving && count <= 1 ? new Conv1dChain(layers, false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        List<Value> values = new ArrayList<>();
        Value x = inputs.getFirst();
        for (int layer = 0; layer < layers.size(); layer++) {
            int kernel = kernelOf(layer);
            x = builder.apply(layers.get(layer), x, inputs.get(kernel), inputs.get(kernel + 1));
            values.add(x);
        }
        return results(values);
    }

    @Override
    public Optional<List<@Nullable Value>> gradient(
            GraphBuilder builder, List<Value> inputs, List<Value> outputs, List<@Nullable Value> outputGradients) {
        Value dy = outputGradients.getFirst();
        boolean alone =
                outputGradients.subList(1, outputGradients.size()).stream().allMatch(Objects::isNull);
        if (!saving || dy == null || !alone) {
            return Optional.empty();
        }
        List<Value> operands = new ArrayList<>(List.of(inputs.getFirst()));
        for (int layer = 0; layer < layers.size(); layer++) {
            operands.add(inputs.get(kernelOf(layer)));
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            operands.add(outputs.get(outputOf(layer)));
        }
        operands.add(dy);
        List<Value> all = builder.applyAll(new Conv1dChainGradient(layers, true), operands);
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(all.getLast());
        gradients.addAll(all.subList(0, all.size() - 1));
        return Optional.of(gradients);
    }
}
