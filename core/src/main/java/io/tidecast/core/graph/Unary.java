package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;
import java.util.List;

/** An elementwise function of one operand of any shape. */
public record Unary(Kind kind) implements Primitive {

    /** The functions. All but NEGATE, ABS and SIGN want floating-point elements. */
    public enum Kind {
        /** −x. */
        NEGATE,
        /** |x|. */
        ABS,
        /** −1, 0 or 1. */
        SIGN,
        /** eˣ. */
        EXP,
        /** The natural logarithm. */
        LOG,
        /** √x. */
        SQRT,
        /** The hyperbolic tangent. */
        TANH,
        /** 1 / (1 + e⁻ˣ). */
        SIGMOID,
        /** max(x, 0). */
        RELU,
        /** The largest integer not above x. */
        FLOOR,
        /** 1 / x. */
        RECIPROCAL
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 1);
        if (kind != Kind.NEGATE && kind != Kind.ABS && kind != Kind.SIGN) {
            Inference.floating(inputs.getFirst());
        }
        return inputs;
    }
}
