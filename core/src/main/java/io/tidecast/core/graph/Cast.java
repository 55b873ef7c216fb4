package io.tidecast.core.graph;

import io.tidecast.core.type.DType;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** Converts each element; to I32 it rounds towards zero, saturating, and takes 0 for what is not a number. */
public record Cast(DType dtype) implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 1);
        return List.of(inputs.getFirst().withDType(dtype));
    }
}
