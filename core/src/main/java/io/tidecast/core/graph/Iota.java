package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;
import java.util.List;

/** Each element is its index along an axis. */
public record Iota(TensorType type, int axis) implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 0);
        Inference.axis(axis, type.shape().rank());
        return List.of(type);
    }
}
