package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** The first operand with the entries along an axis from an I32 scalar index, clamped into range, replaced by the second. */
public record DynamicUpdate(int axis) implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 3);
        TensorType input = inputs.get(0);
        TensorType update = inputs.get(1);
        Inference.sameDType(input, update);
        Inference.rank(update, input.shape().rank(), "the update");
        Inference.axis(axis, input.shape().rank());
        Inference.check(
                update.shape().dim(axis) <= input.shape().dim(axis)
                        && update.shape().with(axis, input.shape().dim(axis)).equals(input.shape()),
                "an update of " + update.shape() + " does not fit into " + input.shape() + " along axis " + axis);
        Inference.integer(inputs.get(2));
        Inference.shape(inputs.get(2), Shape.SCALAR, "the index");
        return List.of(input);
    }
}
