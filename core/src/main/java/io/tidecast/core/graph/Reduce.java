package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Combines all elements along some axes, which it drops. */
public record Reduce(Kind kind, List<Integer> axes) implements Primitive {

    /** How elements are combined. */
    public enum Kind {
        /** Their sum; 0 of none. */
        SUM,
        /** The largest; −∞ of none. */
        MAX
    }

    /** Copies the list. */
    public Reduce {
        axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 1);
        TensorType input = inputs.getFirst();
        Inference.floating(input);
        Inference.axes(axes, input.shape().rank());
        List<Integer> rest = new ArrayList<>();
        for (int axis = 0; axis < input.shape().rank(); axis++) {
            if (!axes.contains(axis)) {
                rest.add(input.shape().dim(axis));
            }
        }
        return List.of(input.withShape(
                Shape.of(rest.stream().mapToInt(Integer::intValue).toArray())));
    }
}
