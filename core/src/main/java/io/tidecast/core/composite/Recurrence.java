package io.tidecast.core.composite;

import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** What the recurrent layers have in common: the shapes of their inputs, and the part that does not need a state. */
final class Recurrence {
    private Recurrence() {}

    /**
     * Checks inputs in the order x, kernel, recurrent kernel, bias, first states.
     *
     * @param gates how many values a unit computes from its inputs
     * @param biases how many biases each of them has
     * @param states how many first states there are, each {@code [units, batch]}
     * @return the type of all states, {@code [units, time, batch]}
     */
    static TensorType infer(List<TensorType> inputs, int gates, int biases, int states) {
        Inference.arity(inputs, 4 + states);
        TensorType x = inputs.get(0);
        Inference.floating(x);
        inputs.forEach(input -> Inference.sameDType(x, input));
        Inference.rank(x, 3, "x");
        Inference.rank(inputs.get(2), 2, "the recurrent kernel");
        int units = inputs.get(2).shape().dim(0);
        int columns = gates * units;
        Inference.shape(inputs.get(1), Shape.of(x.shape().dim(0), columns), "the kernel");
        Inference.shape(inputs.get(2), Shape.of(units, columns), "the recurrent kernel");
        Inference.shape(inputs.get(3), biases == 1 ? Shape.of(columns) : Shape.of(biases, columns), "the bias");
        for (TensorType state : inputs.subList(4, inputs.size())) {
            Inference.shape(state, Shape.of(units, x.shape().dim(2)), "each first state");
        }
        Inference.check(x.shape().dim(1) > 0, "a sequence of no steps");
        return x.withShape(Shape.of(units, x.shape().dim(1), x.shape().dim(2)));
    }

    /** Returns {@code kernelᵀ·x + bias} at all steps in one product: {@code [n, time, batch]}. */
    static Value project(Value x, Value kernel, Value bias) {
        int columns = x.dim(1) * x.dim(2);
        Value flat = Layout.reshape(x, x.dim(0), columns);
        Value product = Ops.matmul(kernel, true, flat, false);
        Value sum = Ops.add(product, Ops.broadcast(bias, product.shape(), 0));
        return Layout.reshape(sum, kernel.dim(1), x.dim(1), x.dim(2));
    }
}
