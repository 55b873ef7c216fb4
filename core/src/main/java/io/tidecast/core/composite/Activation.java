package io.tidecast.core.composite;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;

/** An elementwise function at the end of a layer, whose derivative can be computed from its value. */
public enum Activation {
    /** y = x. */
    NONE,
    /** y = max(x, 0). */
    RELU,
    /** y = tanh x. */
    TANH,
    /** y = 1 / (1 + e⁻ˣ). */
    SIGMOID;

    /** Adds the function. */
    public Value apply(Value x) {
        return switch (this) {
            case NONE -> x;
            case RELU -> Ops.relu(x);
            case TANH -> Ops.tanh(x);
            case SIGMOID -> Ops.sigmoid(x);
        };
    }

    /** Adds the gradient by the function's operand, from its value and the gradient by its value. */
    public Value gradient(Value y, Value dy) {
        return switch (this) {
            case NONE -> dy;
            case RELU -> Ops.multiply(dy, Ops.less(Ops.zeros(y), y));
            case TANH -> Ops.multiply(dy, Ops.subtract(1, Ops.square(y)));
            case SIGMOID -> Ops.multiply(dy, Ops.multiply(y, Ops.subtract(1, y)));
        };
    }
}
