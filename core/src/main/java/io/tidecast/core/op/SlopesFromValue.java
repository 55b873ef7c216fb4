package io.tidecast.core.op;

import io.tidecast.core.graph.Value;

/** The gradients of functions whose slope follows from their value: each from the value and the gradient by it. */
public final class SlopesFromValue {
    private SlopesFromValue() {}

    /** Returns the gradient by x of y = max(x, 0). */
    public static Value relu(Value y, Value dy) {
        return Ops.multiply(dy, Ops.less(Ops.zeros(y), y));
    }

    /** Returns the gradient by x of y = tanh x. */
    public static Value tanh(Value y, Value dy) {
        return Ops.multiply(dy, Ops.subtract(1, Ops.square(y)));
    }

    /** Returns the gradient by x of y = 1 / (1 + e⁻ˣ). */
    public static Value sigmoid(Value y, Value dy) {
        return Ops.multiply(dy, Ops.multiply(y, Ops.subtract(1, y)));
    }
}
