package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A convolution along time, as Keras' {@code Conv1D}: the cross-correlation of {@code x [channels, time, batch]} with a
 * kernel {@code w [k, channels, filters]}, plus a bias {@code [filters]}, through an activation, to
 * {@code y [filters, time', batch]}. A kernel of 1 is a dense layer at every time step.
 *
 * @param stride the step between outputs, at least 1
 * @param dilation the distance between the kernel's taps, at least 1
 */
public record Conv1d(int stride, int dilation, Padding padding, Activation activation) implements Composite {
    /** A dense layer at every step: a kernel of 1 without an activation. */
    public static final Conv1d PER_STEP = new Conv1d(1, 1, Padding.VALID, Activation.NONE);

    /** Checks the ranges. */
    public Conv1d {
        Inference.check(stride > 0, "stride should be at least 1, found " + stride);
        Inference.check(dilation > 0, "dilation should be at least 1, found " + dilation);
    }

    /** Returns how many zeros stand before the first step for a kernel of {@code taps}. */
    public int leftPadding(int taps) {
        return switch (padding) {
            case VALID -> 0;
            case CAUSAL -> (taps - 1) * dilation;
        };
    }

    /** Returns how many steps come out, which may be 0 or less where the input is too short. */
    public int outputTime(int inputTime, int taps) {
        return Math.floorDiv(inputTime + leftPadding(taps) - (taps - 1) * dilation - 1, stride) + 1;
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 3);
        TensorType x = inputs.get(0);
        TensorType w = inputs.get(1);
        Inference.floating(x);
        Inference.sameDType(x, w);
        Inference.sameDType(x, inputs.get(2));
        Inference.rank(x, 3, "x");
        Inference.rank(w, 3, "w");
        int taps = w.shape().dim(0);
        Inference.check(
                x.shape().dim(0) == w.shape().dim(1),
                "channels differ: x has " + x.shape().dim(0) + ", w is for "
                        + w.shape().dim(1));
        int filters = w.shape().dim(2);
        Inference.shape(inputs.get(2), Shape.of(filters), "the bias");
        int time = outputTime(x.shape().dim(1), taps);
        Inference.check(
                taps > 0 && time > 0,
                "a kernel of " + taps + " steps at dilation " + dilation + " is longer than the input's "
                        + x.shape().dim(1) + " steps");
        return List.of(x.withShape(Shape.of(filters, time, x.shape().dim(2))));
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value x = inputs.get(0);
        Value w = inputs.get(1);
        int filters = w.dim(2);
        int batch = x.dim(2);
        int time = outputTime(x.dim(1), w.dim(0));
        Shape flat = Shape.of(filters, time * batch);
        Value sum = Ops.broadcast(inputs.get(2), flat, 0);
        List<Value> taps = taps(x, w.dim(0));
        for (int tap = 0; tap < taps.size(); tap++) {
            sum = Ops.add(sum, Ops.matmul(Layout.at(w, 0, tap), true, taps.get(tap), false));
        }
        return List.of(activation.apply(Layout.reshape(sum, filters, time, batch)));
    }

    /** Returns for each tap of the kernel the part of the padded input that it meets, {@code [channels, time'·batch]}. */
    List<Value> taps(Value x, int count) {
        Value padded = Layout.pad(x, 1, leftPadding(count), 0, 0);
        int time = outputTime(x.dim(1), count);
        List<Value> taps = new ArrayList<>();
        for (int tap = 0; tap < count; tap++) {
            int start = tap * dilation;
            Value seen = Layout.slice(padded, 1, start, start + (time - 1) * stride + 1, stride);
            taps.add(Layout.reshape(seen, x.dim(0), time * x.dim(2)));
        }
        return taps;
    }

    @Override
    public Optional<List<@Nullable Value>> gradient(
            GraphBuilder builder, List<Value> inputs, List<Value> outputs, List<@Nullable Value> outputGradients) {
        Value dy = outputGradients.getFirst();
        if (dy == null) {
            return Optional.empty();
        }
        List<Value> all = builder.applyAll(
                new Conv1dGradient(this, true), List.of(inputs.get(0), inputs.get(1), outputs.getFirst(), dy));
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(all.get(2));
        gradients.add(all.get(0));
        gradients.add(all.get(1));
        return Optional.of(gradients);
    }
}
