package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * Reorders axes.
 *
 * @param permutation for each axis of the result the operand's axis that it was
 */
public record Transpose(List<Integer> permutation) implements Primitive {
    /** Copies the list. */
    public Transpose {
        permutation = List.copyOf(permutation);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 1);
        TensorType input = inputs.getFirst();
        Inference.rank(input, permutation.size(), "the operand");
        Inference.axes(permutation, permutation.size());
        return List.of(input.withShape(
                Shape.of(permutation.stream().mapToInt(input.shape()::dim).toArray())));
    }
}
