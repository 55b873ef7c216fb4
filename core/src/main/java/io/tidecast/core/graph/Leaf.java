package io.tidecast.core.graph;

import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** A value that comes from outside the graph. */
public sealed interface Leaf extends Op {
    /** Returns the type of the value. */
    TensorType type();

    @Override
    default List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 0);
        return List.of(type());
    }

    /** A value given anew for each run. */
    record Input(String label, TensorType type) implements Leaf {}

    /** A value known when the graph is made; compared by identity of the tensor, which must not change afterwards. */
    record Constant(Tensor value) implements Leaf {
        @Override
        public TensorType type() {
            return value.type();
        }
    }

    /** The value that a variable has when the run starts. */
    record ReadVariable(Variable variable) implements Leaf {
        @Override
        public TensorType type() {
            return variable.type();
        }
    }
}
