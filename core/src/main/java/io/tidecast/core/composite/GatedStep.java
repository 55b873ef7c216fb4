package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * What a {@link GatedConv1d} gives at one step, from the steps that its taps meet there: from
 * {@code window [channels, k, batch]}, oldest first, {@code kernel [k, channels, 2g]} and {@code bias [2g]}, or
 * {@code [2g, batch]}, to {@code z [g, 1, batch]}. Before the beginning of a sequence the window holds zeros.
 *
 * @param residual whether x', {@code [channels, 1, batch]}, is a second output; then {@code W_r [g, channels]} and
 *     {@code b_r [channels]} follow the inputs
 */
public record GatedStep(boolean residual) implements Composite {
    private static final Conv1d CONVOLUTION = new Conv1d(1, 1, Padding.VALID, Activation.NONE);

    private int arity() {
        return residual ? 5 : 3;
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, arity());
        TensorType window = inputs.getFirst();
        TensorType sums = GateBias.infer(CONVOLUTION, inputs.subList(0, 3));
        int taps = inputs.get(1).shape().dim(0);
        Inference.check(
                window.shape().dim(1) == taps,
                "the window has " + window.shape().dim(1) + " steps, expected one for each of " + taps + " taps");
        TensorType last = window.withShape(window.shape().with(1, 1));
        return GatedConv1d.gated(last, sums, inputs.subList(3, arity()));
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value window = inputs.getFirst();
        Value last = Layout.slice(window, 1, window.dim(1) - 1, window.dim(1));
        Value sums = GateBias.sums(builder, CONVOLUTION, inputs.subList(0, 3));
        return GatedConv1d.gated(last, sums, inputs.subList(3, arity()), false);
    }
}
