package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;
import java.util.List;

/** An elementwise function of two operands of one type. */
public record Binary(Kind kind) implements Primitive {

    /** The functions. Integer division rounds towards zero and gives 0 for a divisor of 0. */
    public enum Kind {
        /** x + y. */
        ADD,
        /** x − y. */
        SUBTRACT,
        /** x · y. */
        MULTIPLY,
        /** x / y. */
        DIVIDE,
        /** The larger. */
        MAXIMUM,
        /** The smaller. */
        MINIMUM
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 2);
        return List.of(Inference.same(inputs));
    }
}
