package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * Uniform numbers in [0, 1) by Philox 4×32-10: element {@code i} is word {@code i mod 4} of the block whose counter is
 * {@code (i / 4, step, stream, 0)} under the key {@code seed}, its upper 24 bits over 2²⁴. So they depend on nothing else.
 *
 * @param type a floating type
 * @param stream a number that no other random operation of the model has
 */
public record RandomUniform(TensorType type, int stream) implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 2);
        Inference.floating(type);
        Inference.integer(inputs.get(0));
        Inference.shape(inputs.get(0), Shape.of(2), "the seed");
        Inference.integer(inputs.get(1));
        Inference.shape(inputs.get(1), Shape.SCALAR, "the step");
        return List.of(type);
    }
}
