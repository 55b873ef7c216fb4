package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * Surrounds the operand with zeros.
 *
 * @param low how many zeros come before, for each axis
 * @param high how many come after
 * @param interior how many come between each two neighbours
 */
public record Pad(List<Integer> low, List<Integer> high, List<Integer> interior) implements Primitive {
    /** Copies the lists. */
    public Pad {
        low = List.copyOf(low);
        high = List.copyOf(high);
        interior = List.copyOf(interior);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 1);
        TensorType input = inputs.getFirst();
        int rank = input.shape().rank();
        Inference.check(
                low.size() == rank && high.size() == rank && interior.size() == rank,
                "low, high and interior should each have " + rank + " entries");
        int[] dims = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int extent = input.shape().dim(axis);
            Inference.check(
                    low.get(axis) >= 0 && high.get(axis) >= 0 && interior.get(axis) >= 0,
                    "negative padding of axis " + axis);
            dims[axis] = low.get(axis) + extent + Math.max(0, extent - 1) * interior.get(axis) + high.get(axis);
        }
        return List.of(input.withShape(Shape.of(dims)));
    }
}
