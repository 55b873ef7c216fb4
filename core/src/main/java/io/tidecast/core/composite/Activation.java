package io.tidecast.core.composite;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.op.SlopesFromValue;

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

    /** Returns whether the derivative is continuous. */
    public boolean isSmooth() {
        return this != RELU;
    }

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
            case RELU -> SlopesFromValue.relu(y, dy);
            case TANH -> SlopesFromValue.tanh(y, dy);
            case SIGMOID -> SlopesFromValue.sigmoid(y, dy);
        };
    }
}
