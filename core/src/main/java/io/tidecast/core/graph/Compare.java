package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;
import java.util.List;

/** An elementwise comparison of two operands of one type: 1 where it holds, else 0, in the operands' own type. */
public record Compare(Kind kind) implements Primitive {

    /** The comparisons; each is false where an operand is not a number. */
    public enum Kind {
        /** x < y. */
        LESS,
        /** x ≤ y. */
        LESS_EQUAL,
        /** x = y. */
        EQUAL
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 2);
        return List.of(Inference.same(inputs));
    }
}
