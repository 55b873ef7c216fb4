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

/**
 * The gradient of a {@link JoinedDense}: from {@code kernel [c₁ + c₂ + …, units]}, the output {@code y [units, time, batch]},
 * the gradient {@code dy} by it and the sequences {@code zᵢ [cᵢ, time, batch]} to the gradients by kernel, bias
 * {@code [units]} and each sequence.
 */
public record JoinedDenseGradient(Activation activation) implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.check(inputs.size() > 3, "there should be at least one sequence");
        TensorType kernel = inputs.getFirst();
        Inference.rank(kernel, 2, "the kernel");
        TensorType bias = kernel.withShape(Shape.of(kernel.shape().dim(1)));
        List<TensorType> sequences = inputs.subList(3, inputs.size());
        TensorType y = JoinedDense.infer(List.of(kernel, bias), sequences);
        Inference.shape(inputs.get(1), y.shape(), "y");
        Inference.shape(inputs.get(2), y.shape(), "dy");
        List<TensorType> types = new ArrayList<>(List.of(kernel, bias));
        types.addAll(sequences);
        return types;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value kernel = inputs.getFirst();
        List<Value> sequences = inputs.subList(3, inputs.size());
        Value single = Layout.reshape(kernel, kernel.shape().inserting(0, 1));
        List<Value> found = builder.applyAll(
                new Conv1dGradient(new JoinedDense(activation).dense(), true),
                List.of(JoinedDense.joined(sequences), single, inputs.get(1), inputs.get(2)));
        List<Value> results = new ArrayList<>();
        results.add(Layout.reshape(found.get(0), kernel.shape()));
        results.add(found.get(1));
        int from = 0;
        for (Value sequence : sequences) {
            results.add(Layout.slice(found.get(2), 0, from, from + sequence.dim(0)));
            from += sequence.dim(0);
        }
        return results;
    }
}
