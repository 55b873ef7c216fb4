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

/**
 * What a {@link GatedConv1d} gives at one step, from the steps that its taps meet there. The channels of a sequence lie
 * beside each other: from the step's own {@code x [batch, 1, channels]}, {@code kernel [k, channels, 2g]} and
 * {@code bias [2g]}, or {@code [batch, 2g]} where each sequence has its own, to {@code z [batch, 1, g]}. Where k > 1 the
 * last input is the {@code past [batch, k − 1, channels]} that the taps before the last one meet, oldest first; before the
 * beginning of a sequence it holds zeros.
 *
 * @param residual whether x', {@code [batch, 1, channels]}, is a second output; then {@code W_r [g, channels]} and
 *     {@code b_r [channels]} follow the bias
 */
public record GatedStep(boolean residual) implements Composite {
    private static final Conv1d CONVOLUTION = new Conv1d(1, 1, Padding.VALID, Activation.NONE);

    /** Returns how many inputs there are before the past. */
    private int present() {
        return residual ? 5 : 3;
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.check(inputs.size() >= present(), "there should be " + present() + " inputs and the past");
        Inference.rank(inputs.get(1), 3, "the kernel");
        int taps = inputs.get(1).shape().dim(0);
        Inference.arity(inputs, present() + (taps > 1 ? 1 : 0));
        TensorType x = inputs.getFirst();
        Inference.rank(x, 3, "x");
        Shape step = x.shape().with(1, 1);
        Inference.shape(x, step, "x, a single step,");
        if (taps > 1) {
            Inference.shape(inputs.getLast(), step.with(1, taps - 1), "the past");
            Inference.sameDType(x, inputs.getLast());
        }
        TensorType window = JoinedRows.turned(x.withShape(step.with(1, taps)));
        List<TensorType> operands = List.of(window, inputs.get(1), JoinedRows.turned(inputs.get(2)));
        TensorType sums = GateBias.infer(CONVOLUTION, operands);
        return GatedConv1d.gated(JoinedRows.turned(x), sums, inputs.subList(3, present())).stream()
                .map(JoinedRows::turned)
                .toList();
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value x = Layout.at(inputs.getFirst(), 1, 0);
        Value kernel = inputs.get(1);
        int taps = kernel.dim(0);
        Value sums = rows(inputs.get(2), x.dim(0));
        for (int tap = 0; tap < taps; tap++) {
            Value met = tap == taps - 1 ? x : Layout.at(inputs.getLast(), 1, tap);
            sums = Ops.add(sums, Ops.matmul(met, false, Layout.at(kernel, 0, tap), false));
        }
        int gates = sums.dim(1) / 2;
        Value filter = Ops.tanh(Layout.slice(sums, 1, 0, gates));
        Value z = Ops.multiply(filter, Ops.sigmoid(Layout.slice(sums, 1, gates, 2 * gates)));
        List<Value> results = new ArrayList<>();
        results.add(step(z));
        if (residual) {
            Value led = Ops.add(rows(inputs.get(4), x.dim(0)), Ops.matmul(z, false, inputs.get(3), false));
            results.add(step(Ops.add(x, led)));
        }
        return results;
    }

    /** Returns a bias for each sequence. */
    private static Value rows(Value bias, int batch) {
        return GateBias.isShared(bias.type()) ? Ops.broadcast(bias, Shape.of(batch, bias.dim(0)), 1) : bias;
    }

    private static Value step(Value rows) {
        return Layout.reshape(rows, rows.shape().inserting(1, 1));
    }
}
