package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * The negative log-likelihood, in nats, of I32 labels {@code [time, batch]} under the softmax of logits
 * {@code [classes, time, batch]}: {@code log Σ exp(x) − x[label]}, computed after subtracting the largest logit, shape
 * {@code [time, batch]}. A label outside the classes gives {@code log Σ exp(x)} less the largest.
 */
public record SoftmaxCrossEntropy() implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 2);
        TensorType logits = inputs.get(0);
        Inference.floating(logits);
        Inference.rank(logits, 3, "the logits");
        Inference.integer(inputs.get(1));
        Inference.shape(inputs.get(1), logits.shape().without(0), "the labels");
        return List.of(logits.withShape(logits.shape().without(0)));
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value logits = inputs.get(0);
        Shape shape = logits.shape();
        Value shifted = Ops.subtract(logits, Ops.broadcast(Ops.max(logits, 0), shape, 1, 2));
        Value normaliser = Ops.log(Ops.sum(Ops.exp(shifted), 0));
        Value classes = builder.apply(new Iota(new TensorType(DType.I32, shape), 0));
        Value isLabel = Ops.equal(classes, Ops.broadcast(inputs.get(1), shape, 1, 2));
        Value atLabel = Ops.sum(Ops.multiply(Ops.cast(isLabel, logits.dtype()), shifted), 0);
        return List.of(Ops.subtract(normaliser, atLabel));
    }
}
