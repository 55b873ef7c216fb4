package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** A box of the operand: along each axis the indices {@code start, start + stride, …} below the limits. */
public record Slice(List<Integer> starts, List<Integer> limits, List<Integer> strides) implements Primitive {
    /** Copies the lists. */
    public Slice {
        starts = List.copyOf(starts);
        limits = List.copyOf(limits);
        strides = List.copyOf(strides);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 1);
        TensorType input = inputs.getFirst();
        int rank = input.shape().rank();
        Inference.check(
                starts.size() == rank && limits.size() == rank && strides.size() == rank,
                "starts, limits and strides should each have " + rank + " entries");
        int[] dims = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int start = starts.get(axis);
            int limit = limits.get(axis);
            int stride = strides.get(axis);
            Inference.check(
                    start >= 0 && start <= limit && limit <= input.shape().dim(axis) && stride > 0,
                    "range " + start + ":" + limit + ":" + stride + " does not lie within axis " + axis + " of "
                            + input.shape());
            dims[axis] = (limit - start + stride - 1) / stride;
        }
        return List.of(input.withShape(Shape.of(dims)));
    }
}
