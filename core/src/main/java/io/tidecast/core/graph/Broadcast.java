package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * Repeats a value along new axes.
 *
 * @param shape the result's shape
 * @param axes for each axis of the operand, in ascending order, the axis of the result it becomes
 */
public record Broadcast(Shape shape, List<Integer> axes) implements Primitive {
    /** Copies the list. */
    public Broadcast {
        axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 1);
        TensorType input = inputs.getFirst();
        Inference.rank(input, axes.size(), "the operand");
        Inference.axes(axes, shape.rank());
        for (int axis = 0; axis < axes.size(); axis++) {
            int target = axes.get(axis);
            Inference.check(axis == 0 || target > axes.get(axis - 1), "axes " + axes + " do not ascend");
            Inference.check(
                    input.shape().dim(axis) == shape.dim(target),
                    "axis " + axis + " of " + input.shape() + " does not fit axis " + target + " of " + shape);
        }
        return List.of(input.withShape(shape));
    }
}
