package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** A table {@code [rows,…]} in which each row is the sum, in order, of the updates {@code [i…,…]} whose I32 index {@code [i…]}, clamped, names it. */
public record ScatterAdd(int rows) implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 2);
        TensorType updates = inputs.get(0);
        TensorType indices = inputs.get(1);
        Inference.floating(updates);
        Inference.integer(indices);
        Inference.check(rows > 0, "a table of " + rows + " rows");
        Shape row = updates.shape();
        for (int axis = 0; axis < indices.shape().rank(); axis++) {
            Inference.check(
                    row.rank() > 0 && row.dim(0) == indices.shape().dim(axis),
                    "updates " + updates.shape() + " do not begin with the indices' " + indices.shape());
            row = row.without(0);
        }
        return List.of(updates.withShape(row.inserting(0, rows)));
    }
}
