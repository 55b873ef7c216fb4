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
 * Layer normalisation (Ba et al., arXiv:1607.06450) over the channels of {@code x [channels, time, batch]}: each step's
 * channels are brought to mean 0 and variance 1, then scaled by {@code gain [channels]} and shifted by
 * {@code shift [channels]}.
 *
 * @param epsilon added to the variance
 */
public record LayerNorm(double epsilon) implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 3);
        TensorType x = inputs.getFirst();
        Inference.floating(x);
        inputs.forEach(input -> Inference.sameDType(x, input));
        Inference.rank(x, 3, "x");
        Inference.shape(inputs.get(1), Shape.of(x.shape().dim(0)), "the gain");
        Inference.shape(inputs.get(2), Shape.of(x.shape().dim(0)), "the shift");
        return List.of(x);
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value x = inputs.getFirst();
        Shape shape = x.shape();
        double share = 1.0 / shape.dim(0);
        Value mean = Ops.multiply(Ops.sum(x, 0), share);
        Value centred = Ops.subtract(x, Ops.broadcast(mean, shape, 1, 2));
        Value variance = Ops.multiply(Ops.sum(Ops.square(centred), 0), share);
        Value deviation = Ops.sqrt(Ops.add(variance, epsilon));
        Value normal = Ops.divide(centred, Ops.broadcast(deviation, shape, 1, 2));
        Value scaled = Ops.multiply(normal, Ops.broadcast(inputs.get(1), shape, 0));
        return List.of(Ops.add(scaled, Ops.broadcast(inputs.get(2), shape, 0)));
    }
}
