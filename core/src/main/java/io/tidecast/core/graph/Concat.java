package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** Joins one or more operands along an axis. */
public record Concat(int axis) implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.check(!inputs.isEmpty(), "expected at least one input");
        TensorType first = inputs.getFirst();
        Inference.axis(axis, first.shape().rank());
        int extent = 0;
        for (TensorType input : inputs) {
            Inference.sameDType(first, input);
            Inference.rank(input, first.shape().rank(), "each input");
            Shape aligned = input.shape().with(axis, first.shape().dim(axis));
            Inference.check(
                    aligned.equals(first.shape()),
                    "shapes differ beside axis " + axis + ": " + first.shape() + " vs " + input.shape());
            extent += input.shape().dim(axis);
        }
        return List.of(first.withShape(first.shape().with(axis, extent)));
    }
}
