package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a {@link Conv1d}: from {@code x [channels, time, batch]}, {@code w [k, channels, filters]}, the output
 * {@code y [filters, time', batch]} and the gradient {@code dy} by it, to {@code dw}, {@code db [filters]} and, where it
 * is wanted, {@code dx}.
 *
 * @param forward the convolution
 * @param inputGradient whether {@code dx} is wanted
 */
public record Conv1dGradient(Conv1d forward, boolean inputGradient) implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 4);
        TensorType x = inputs.get(0);
        TensorType w = inputs.get(1);
        Inference.rank(w, 3, "w");
        TensorType bias = w.withShape(Shape.of(w.shape().dim(2)));
        TensorType y = forward.outputs(List.of(x, w, bias)).getFirst();
        Inference.shape(inputs.get(2), y.shape(), "y");
        Inference.shape(inputs.get(3), y.shape(), "dy");
        return inputGradient ? List.of(w, bias, x) : List.of(w, bias);
    }

    @Override
    public Op trimmed(int count) {
        return inputGradient && count <= 2 ? new Conv1dGradient(forward, false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value x = inputs.get(0);
        Value w = inputs.get(1);
        int count = w.dim(0);
        int channels = x.dim(0);
        int filters = w.dim(2);
        int batch = x.dim(2);
        int time = inputs.get(2).dim(1);
        Value before = forward.activation().gradient(inputs.get(2), inputs.get(3));
        Value dz = Layout.reshape(before, filters, time * batch);
        List<Value> taps = forward.taps(x, count);
        List<Value> dw = new ArrayList<>();
        for (Value tap : taps) {
            dw.add(Layout.reshape(Ops.matmul(tap, false, dz, true), 1, channels, filters));
        }
        List<Value> results = new ArrayList<>();
        results.add(Layout.concat(0, dw.toArray(Value[]::new)));
        results.add(Ops.sum(dz, 1));
        if (inputGradient) {
            results.add(inputGradient(x, w, dz, time));
        }
        return results;
    }

    private Value inputGradient(Value x, Value w, Value dz, int time) {
        int count = w.dim(0);
        int channels = x.dim(0);
        int left = forward.leftPadding(count);
        int padded = x.dim(1) + left;
        int covered = (time - 1) * forward.stride() + 1;
        Value sum = null;
        for (int tap = 0; tap < count; tap++) {
            Value part = Layout.reshape(Ops.matmul(Layout.at(w, 0, tap), dz), channels, time, x.dim(2));
            int start = tap * forward.dilation();
            Value placed = Layout.pad(part, 1, start, padded - start - covered, forward.stride() - 1);
            sum = sum == null ? placed : Ops.add(sum, placed);
        }
        if (sum == null) {
            return Ops.zeros(x);
        }
        return Layout.slice(sum, 1, left, padded);
    }
}
