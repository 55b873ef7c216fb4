package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;
import java.util.List;

/** Elementwise choice: the second operand where the first is not 0, else the third; all of one type. */
public record Select() implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 3);
        return List.of(Inference.same(inputs));
    }
}
