package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer at every step over the channels of several sequences, as if they were joined:
 * {@code y = f(Σᵢ Wᵢᵀ·zᵢ + b)}. From {@code kernel [c₁ + c₂ + …, units]}, {@code bias [units]} and the sequences
 * {@code zᵢ [cᵢ, time, batch]}, at least one, to {@code y [units, time, batch]}. The skip connections of a WaveNet are
 * one such layer.
 */
public record JoinedDense(Activation activation) implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        return List.of(infer(inputs.subList(0, Math.min(2, inputs.size())), inputs.subList(2, inputs.size())));
    }

    /** Returns the type of y, given those of kernel and bias and those of the sequences. */
    static TensorType infer(List<TensorType> parameters, List<TensorType> sequences) {
        Inference.check(!sequences.isEmpty(), "there should be at least one sequence");
        TensorType first = sequences.getFirst();
        Inference.floating(first);
        Inference.rank(first, 3, "a sequence");
        parameters.forEach(parameter -> Inference.sameDType(first, parameter));
        int channels = 0;
        for (TensorType sequence : sequences) {
            Inference.sameDType(first, sequence);
            Inference.rank(sequence, 3, "a sequence");
            channels += sequence.shape().dim(0);
            Shape fitting = first.shape().with(0, sequence.shape().dim(0));
            Inference.shape(sequence, fitting, "each sequence, but for its channels,");
        }
        TensorType kernel = parameters.get(0);
        Inference.rank(kernel, 2, "the kernel");
        int units = kernel.shape().dim(1);
        Inference.shape(kernel, Shape.of(channels, units), "the kernel");
        Inference.shape(parameters.get(1), Shape.of(units), "the bias");
        return first.withShape(first.shape().with(0, units));
    }

    /** Returns the layer over the joined sequence. */
    Conv1d dense() {
        return new Conv1d(1, 1, Padding.VALID, activation);
    }

    /** Joins the sequences. */
    static Value joined(List<Value> sequences) {
        return Layout.concat(0, sequences.toArray(Value[]::new));
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value kernel = inputs.get(0);
        Value single = Layout.reshape(kernel, kernel.shape().inserting(0, 1));
        return List.of(builder.apply(dense(), joined(inputs.subList(2, inputs.size())), single, inputs.get(1)));
    }

    @Override
    public Optional<List<@Nullable Value>> gradient(
            GraphBuilder builder, List<Value> inputs, List<Value> outputs, List<@Nullable Value> outputGradients) {
        Value dy = outputGradients.getFirst();
        if (dy == null) {
            return Optional.empty();
        }
        List<Value> operands = new ArrayList<>(List.of(inputs.getFirst(), outputs.getFirst(), dy));
        operands.addAll(inputs.subList(2, inputs.size()));
        List<@Nullable Value> gradients =
                new ArrayList<>(builder.applyAll(new JoinedDenseGradient(activation), operands));
        return Optional.of(gradients);
    }
}
