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
 * The gradient of a {@link SoftmaxCrossEntropy} by its logits: from {@code logits [classes, time, batch]}, the labels,
 * {@code log Σ exp(x)} and the gradient {@code dy} by the losses, each {@code [time, batch]}, to
 * {@code dy · (softmax(x) − [class is the label])}, and 0 where the label lies outside the classes.
 */
public record SoftmaxCrossEntropyGradient() implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 4);
        TensorType steps =
                new SoftmaxCrossEntropy(false).outputs(inputs.subList(0, 2)).getFirst();
        for (TensorType each : inputs.subList(2, 4)) {
            Inference.sameDType(steps, each);
            Inference.shape(each, steps.shape(), "each of log Σ exp(x) and dy");
        }
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value logits = inputs.get(0);
        Shape shape = logits.shape();
        Value isLabel = SoftmaxCrossEntropy.isLabel(builder, logits, inputs.get(1));
        Value softmax = Ops.exp(Ops.subtract(logits, Ops.broadcast(inputs.get(2), shape, 1, 2)));
        Value scale = Ops.multiply(inputs.get(3), Ops.sum(isLabel, 0));
        return List.of(Ops.multiply(Ops.subtract(softmax, isLabel), Ops.broadcast(scale, shape, 1, 2)));
    }
}
