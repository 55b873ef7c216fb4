package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** Rows of a table {@code [n,…]} picked by I32 indices {@code [i…]}, clamped into range: {@code [i…,…]}. */
public record Gather() implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 2);
        TensorType table = inputs.get(0);
        TensorType indices = inputs.get(1);
        Inference.integer(indices);
        Inference.check(
                table.shape().rank() > 0 && table.shape().dim(0) > 0,
                "a table of shape " + table.shape() + " has no rows");
        Shape shape = table.shape().without(0);
        for (int axis = indices.shape().rank() - 1; axis >= 0; axis--) {
            shape = shape.inserting(0, indices.shape().dim(axis));
        }
        return List.of(table.withShape(shape));
    }
}
