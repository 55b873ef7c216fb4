package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The negative log-likelihood, in nats, of I32 labels {@code [time, batch]} under the softmax of logits
 * {@code [classes, time, batch]}: {@code log Σ exp(x) − x[label]}, computed after subtracting the largest logit, shape
 * {@code [time, batch]}. A label outside the classes costs 0 and has no gradient.
 *
 * @param saving whether {@code log Σ exp(x) [time, batch]} is a second output, which the gradient reads
 */
public record SoftmaxCrossEntropy(boolean saving) implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 2);
        TensorType logits = inputs.get(0);
        Inference.floating(logits);
        Inference.rank(logits, 3, "the logits");
        Inference.integer(inputs.get(1));
        Inference.shape(inputs.get(1), logits.shape().without(0), "the labels");
        TensorType steps = logits.withShape(logits.shape().without(0));
        return saving ? List.of(steps, steps) : List.of(steps);
    }

    @Override
    public Op trimmed(int count) {
        return saving && count <= 1 ? new SoftmaxCrossEntropy(false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value logits = inputs.get(0);
        Value largest = Ops.max(logits, 0);
        Value shifted = Ops.subtract(logits, Ops.broadcast(largest, logits.shape(), 1, 2));
        Value normaliser = Ops.log(Ops.sum(Ops.exp(shifted), 0));
        Value isLabel = isLabel(builder, logits, inputs.get(1));
        Value inside = Ops.sum(isLabel, 0);
        Value atLabel = Ops.sum(Ops.multiply(isLabel, shifted), 0);
        List<Value> results = new ArrayList<>();
        results.add(Ops.subtract(Ops.multiply(inside, normaliser), atLabel));
        if (saving) {
            results.add(Ops.add(normaliser, largest));
        }
        return results;
    }

    /** Returns 1 at each step's label and 0 elsewhere, in the logits' type. */
    static Value isLabel(GraphBuilder builder, Value logits, Value labels) {
        Shape shape = logits.shape();
        Value classes = builder.apply(new Iota(new TensorType(DType.I32, shape), 0));
        return Ops.cast(Ops.equal(classes, Ops.broadcast(labels, shape, 1, 2)), logits.dtype());
    }

    @Override
    public Optional<List<@Nullable Value>> gradient(
            GraphBuilder builder, List<Value> inputs, List<Value> outputs, List<@Nullable Value> outputGradients) {
        Value dy = outputGradients.getFirst();
        if (!saving || dy == null || outputGradients.get(1) != null) {
            return Optional.empty();
        }
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(
                builder.apply(new SoftmaxCrossEntropyGradient(), inputs.get(0), inputs.get(1), outputs.get(1), dy));
        gradients.add(null);
        return Optional.of(gradients);
    }
}
