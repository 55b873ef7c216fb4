package io.tidecast.backend.nd4j;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.conformance.GradientCheck;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small network with the kernels that keep most beside their values: a convolution and a GRU, and their gradients. */
final class Networks {
    private static final List<TensorType> INPUTS = List.of(
            TensorType.f32(3, 24, 16),
            TensorType.f32(2, 3, 8),
            TensorType.f32(8),
            TensorType.f32(8, 24),
            TensorType.f32(8, 24),
            TensorType.f32(2, 24),
            TensorType.f32(8, 16));

    private Networks() {}

    /** Returns a graph of inputs {@code in0, in1, …} and of outputs that are a loss and its gradients. */
    static Graph gradient() {
        return GradientCheck.gradient(
                INPUTS,
                (builder, in) -> builder.applyAll(
                                new Gru(true),
                                List.of(
                                        builder.apply(
                                                new Conv1d(1, 2, Padding.CAUSAL, Activation.TANH),
                                                in.get(0),
                                                in.get(1),
                                                in.get(2)),
                                        in.get(3),
                                        in.get(4),
                                        in.get(5),
                                        in.get(6)))
                        .subList(0, 1));
    }

    static List<Tensor> inputs() {
        Random random = new Random(5);
        List<Tensor> values = new ArrayList<>();
        INPUTS.forEach(type -> values.add(Tensor.gaussian(type, 0.5, random)));
        return values;
    }
}
