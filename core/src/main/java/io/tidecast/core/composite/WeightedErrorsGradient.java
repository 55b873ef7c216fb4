package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * The gradient of the squares' sum of {@link WeightedErrors} by the forecast: from its inputs and the gradient {@code dy},
 * a scalar, to {@code 2·dy·w·d [outputs, time, batch]}.
 */
public record WeightedErrorsGradient() implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 4);
        new WeightedErrors().outputs(inputs.subList(0, 3));
        Inference.sameDType(inputs.getFirst(), inputs.getLast());
        Inference.shape(inputs.getLast(), Shape.of(), "dy");
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value difference = Ops.subtract(inputs.get(0), inputs.get(1));
        Value weights = Ops.broadcast(inputs.get(2), difference.shape(), 1, 2);
        Value dy = Ops.broadcast(Ops.multiply(inputs.get(3), 2), difference.shape());
        return List.of(Ops.multiply(dy, Ops.multiply(weights, difference)));
    }
}
