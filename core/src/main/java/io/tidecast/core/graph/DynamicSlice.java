package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** The {@code size} entries along an axis from an I32 scalar index, which is clamped into range; keeps the axis. */
public record DynamicSlice(int axis, int size) implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 2);
        TensorType input = inputs.get(0);
        Inference.axis(axis, input.shape().rank());
        Inference.check(
                size >= 0 && size <= input.shape().dim(axis),
                size + " entries do not lie within axis " + axis + " of " + input.shape());
        Inference.integer(inputs.get(1));
        Inference.shape(inputs.get(1), Shape.SCALAR, "the index");
        return List.of(input.withShape(input.shape().with(axis, size)));
    }
}
