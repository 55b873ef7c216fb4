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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layer of WaveNet (van den Oord et al., arXiv:1609.03499): a causal convolution along time whose sums open and close
 * gates, and a dense layer that leads from the gates' output to the next layer's input. From
 * {@code x [channels, time, batch]}, {@code kernel [k, channels, 2g]} and {@code bias [2g]}, whose first g filters are
 * f and whose others are s, to
 *
 * <pre>
 * z = tanh(W_f ∗ x + b_f) ⊙ σ(W_s ∗ x + b_s)        [g, time, batch]
 * x' = x + W_rᵀ·z + b_r                             [channels, time, batch]
 * </pre>
 *
 * The bias may be {@code [2g, batch]}, one for each sequence, or {@code [2g, time, batch]}; see {@link GateBias}.
 *
 * <p>x' is there where {@code residual} is set; then {@code W_r [g, channels]} and {@code b_r [channels]} follow the inputs.
 *
 * @param dilation the distance between the kernel's taps, at least 1
 * @param residual whether x' is a second output
 * @param saving whether {@code [2g, time, batch]}, the tanh and the σ above, is a last output, which the gradient reads
 */
public record GatedConv1d(int dilation, boolean residual, boolean saving) implements Composite {
    /** Checks the range. */
    public GatedConv1d {
        Inference.check(dilation > 0, "dilation should be at least 1, found " + dilation);
    }

    /** Returns the convolution under the gates. */
    Conv1d convolution() {
        return new Conv1d(1, dilation, Padding.CAUSAL, Activation.NONE);
    }

    /** Returns how many inputs there are. */
    int arity() {
        return residual ? 5 : 3;
    }

    private int kept() {
        return residual ? 2 : 1;
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, arity());
        TensorType x = inputs.getFirst();
        TensorType sums = GateBias.infer(convolution(), inputs.subList(0, 3));
        List<TensorType> types = gated(x, sums, inputs.subList(3, arity()));
        if (saving) {
            types.add(sums);
        }
        return types;
    }

    /**
     * Returns the types of z and, where there are residual operands, of x'.
     *
     * @param x what a residual is added to, {@code [channels, time, batch]}
     * @param sums {@code [2g, time, batch]}
     * @param residual kernel and bias, or nothing
     */
    static List<TensorType> gated(TensorType x, TensorType sums, List<TensorType> residual) {
        int filters = sums.shape().dim(0);
        Inference.check(filters % 2 == 0, "the kernel should have two filters for each gate, found " + filters);
        int gates = filters / 2;
        List<TensorType> types = new ArrayList<>();
        types.add(sums.withShape(sums.shape().with(0, gates)));
        if (!residual.isEmpty()) {
            int channels = x.shape().dim(0);
            residual.forEach(input -> Inference.sameDType(x, input));
            Inference.shape(residual.getFirst(), Shape.of(gates, channels), "the residual kernel");
            Inference.shape(residual.getLast(), Shape.of(channels), "the residual bias");
            types.add(x);
        }
        return types;
    }

    @Override
    public Op trimmed(int count) {
        return saving && count <= kept() ? new GatedConv1d(dilation, residual, false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value x = inputs.getFirst();
        Value sums = GateBias.sums(builder, convolution(), inputs.subList(0, 3));
        return gated(x, sums, inputs.subList(3, arity()), saving);
    }

    /** Returns z, x' where there are residual operands, and the tanh and the σ where they are to be saved. */
    static List<Value> gated(Value x, Value sums, List<Value> residual, boolean saving) {
        int gates = sums.dim(0) / 2;
        Value filter = Ops.tanh(Layout.slice(sums, 0, 0, gates));
        Value gate = Ops.sigmoid(Layout.slice(sums, 0, gates, 2 * gates));
        List<Value> results = new ArrayList<>();
        results.add(Ops.multiply(filter, gate));
        if (!residual.isEmpty()) {
            Value kernel = Layout.reshape(residual.getFirst(), 1, gates, x.dim(0));
            Value led = x.builder().apply(Conv1d.PER_STEP, results.getFirst(), kernel, residual.getLast());
            results.add(Ops.add(x, led));
        }
        if (saving) {
            results.add(Layout.concat(0, filter, gate));
        }
        return results;
    }

    @Override
    public Optional<List<@Nullable Value>> gradient(
            GraphBuilder builder, List<Value> inputs, List<Value> outputs, List<@Nullable Value> outputGradients) {
        if (!saving
                || outputGradients.getLast() != null
                || !GateBias.isShared(inputs.get(2).type())) {
            return Optional.empty();
        }
        List<Value> operands = new ArrayList<>(inputs.subList(0, 2));
        if (residual) {
            operands.add(inputs.get(3));
        }
        operands.add(outputs.getLast());
        for (int output = 0; output < kept(); output++) {
            Value gradient = outputGradients.get(output);
            operands.add(gradient != null ? gradient : Ops.zeros(outputs.get(output)));
        }
        List<Value> all = builder.applyAll(new GatedConv1dGradient(dilation, residual, true), operands);
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(all.getLast());
        gradients.addAll(all.subList(0, all.size() - 1));
        return Optional.of(gradients);
    }
}
