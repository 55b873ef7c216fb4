package io.tidecast.core.composite;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The bias under a gated convolution's gates: {@code [2g]} that all sequences share, or {@code [2g, batch]} where each has
 * its own, as a condition that holds all along a sequence makes it: what a WaveNet is told of a speaker is added inside
 * both gates (van den Oord et al., arXiv:1609.03499, section 2.5). {@code [2g, time, batch]} is one for each step, as what
 * is told along a sequence makes it. Kernels may be for the shared one alone.
 */
public final class GateBias {
    private GateBias() {}

    /** Returns whether all sequences share a bias of this type. */
    public static boolean isShared(TensorType bias) {
        return bias.shape().rank() == 1;
    }

    /** Returns the type of the convolution's sums, {@code [2g, time, batch]}, given those of x, kernel and bias. */
    static TensorType infer(Conv1d convolution, List<TensorType> inputs) {
        TensorType bias = inputs.get(2);
        if (isShared(bias)) {
            return convolution.outputs(inputs).getFirst();
        }
        boolean varies = bias.shape().rank() == 3;
        if (!varies) {
            Inference.rank(bias, 2, "the bias of each sequence");
        }
        List<TensorType> sharing = new ArrayList<>(inputs.subList(0, 2));
        sharing.add(bias.withShape(Shape.of(bias.shape().dim(0))));
        TensorType sums = convolution.outputs(sharing).getFirst();
        if (varies) {
            Inference.shape(bias, sums.shape(), "the bias of each step");
            return sums;
        }
        Inference.shape(bias, Shape.of(sums.shape().dim(0), sums.shape().dim(2)), "the bias of each sequence");
        return sums;
    }

    /** Adds the convolution's sums, {@code [2g, time, batch]}, of x, kernel and bias. */
    static Value sums(GraphBuilder builder, Conv1d convolution, List<Value> inputs) {
        Value bias = inputs.get(2);
        if (isShared(bias.type())) {
            return builder.apply(convolution, inputs.toArray(Value[]::new));
        }
        TensorType none = bias.type().withShape(Shape.of(bias.dim(0)));
        Value sums = builder.apply(convolution, inputs.get(0), inputs.get(1), Ops.filled(builder, none, 0));
        return Ops.add(sums, bias.shape().rank() == 3 ? bias : Ops.broadcast(bias, sums.shape(), 0, 2));
    }
}
