package io.tidecast.core.composite;

import io.tidecast.core.grad.Differentiator;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link Gru}: from its five inputs, its outputs {@code y} and {@code saved}, and the gradient
 * {@code dy [u, time, batch]} to the gradients by kernel, recurrent kernel, bias, first state and, where it is wanted, x.
 *
 * @param inputGradient whether the gradient by x is wanted
 */
public record GruGradient(boolean inputGradient) implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 8);
        List<TensorType> forward = new Gru(true).outputs(inputs.subList(0, 5));
        Inference.shape(inputs.get(5), forward.get(0).shape(), "y");
        Inference.shape(inputs.get(6), forward.get(1).shape(), "saved");
        Inference.shape(inputs.get(7), forward.get(0).shape(), "dy");
        List<TensorType> types = new ArrayList<>(inputs.subList(1, 5));
        if (inputGradient) {
            types.add(inputs.getFirst());
        }
        return types;
    }

    @Override
    public Op trimmed(int count) {
        return inputGradient && count <= 4 ? new GruGradient(false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        List<Value> forward = inputs.subList(0, 5);
        List<@Nullable Value> outputGradients = Arrays.asList(inputs.get(7));
        List<@Nullable Value> found = Differentiator.ofDecomposition(new Gru(false), builder, forward, outputGradients);
        List<Value> results = new ArrayList<>();
        for (int input : inputGradient ? new int[] {1, 2, 3, 4, 0} : new int[] {1, 2, 3, 4}) {
            Value gradient = found.get(input);
            results.add(gradient != null ? gradient : Ops.zeros(forward.get(input)));
        }
        return results;
    }
}
