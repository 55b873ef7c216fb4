package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** The same elements in the same order under another shape. */
public record Reshape(Shape shape) implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 1);
        TensorType input = inputs.getFirst();
        Inference.check(
                input.size() == shape.size(),
                "the " + input.size() + " elements of " + input.shape() + " do not fill " + shape);
        return List.of(input.withShape(shape));
    }
}
