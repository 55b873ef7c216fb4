package io.tidecast.core.backend;

import io.tidecast.core.graph.Op;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.stream.Stream;

/** An operation on values of known types, for which a kernel is wanted. */
public record KernelRequest(Op op, List<TensorType> inputs, List<TensorType> outputs) {
    /** Copies the lists. */
    public KernelRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Returns a request for an operation on inputs of the given types. */
    public static KernelRequest of(Op op, List<TensorType> inputs) {
        return new KernelRequest(op, inputs, op.outputs(inputs));
    }

    /** Returns whether an input or an output has elements of a type. */
    public boolean mentions(DType dtype) {
        return Stream.concat(inputs.stream(), outputs.stream()).anyMatch(type -> type.dtype() == dtype);
    }

    /** Returns the operation and the types, for messages. */
    @Override
    public String toString() {
        return op + " " + inputs + " -> " + outputs;
    }
}
