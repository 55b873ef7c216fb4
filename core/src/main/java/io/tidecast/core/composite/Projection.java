package io.tidecast.core.composite;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;

/** The part of a recurrent layer that does not depend on its state: one product for all steps. */
final class Projection {
    private Projection() {}

    /** Returns {@code kernelᵀ·x + bias} at each step: {@code [channels, time, batch]} to {@code [n, time, batch]}. */
    static Value overTime(Value x, Value kernel, Value bias) {
        int columns = x.dim(1) * x.dim(2);
        Value flat = Layout.reshape(x, x.dim(0), columns);
        Value product = Ops.matmul(kernel, true, flat, false);
        Value sum = Ops.add(product, Ops.broadcast(bias, product.shape(), 0));
        return Layout.reshape(sum, kernel.dim(1), x.dim(1), x.dim(2));
    }
}
