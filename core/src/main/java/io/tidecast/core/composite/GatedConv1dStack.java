package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a WaveNet: {@link GatedConv1d}s one after the other, each but the last with a residual, and behind all of
 * their outputs a {@link JoinedDense}. Inputs: {@code x [channels, time, batch]}, the joined layer's kernel and bias, then
 * of each gated layer in turn kernel and bias and, but for the last, residual kernel and bias. The output is the joined
 * layer's, {@code [units, time, batch]}. A bias under gates may be {@code [2g, batch]} or {@code [2g, time, batch]}, see
 * {@link GateBias}.
 *
 * @param dilations of the layers, at least one
 * @param activation of the joined layer
 * @param saving whether what the gradient reads follows: of each gated layer in turn x', but for the last, and its saved
 *     gates. In which order their elements lie is left to whoever computes them: only
 *     {@link GatedConv1dStackGradient} on the same backend can read them
 */
public record GatedConv1dStack(List<Integer> dilations, Activation activation, boolean saving) implements Composite {
    /** How many inputs stand before those of the layers. */
    static final int SHARED = 3;

    private static final int OPERANDS = 4;

    /** Copies the list. */
    public GatedConv1dStack {
        dilations = List.copyOf(dilations);
        Inference.check(!dilations.isEmpty(), "there should be at least one layer");
    }

    /** Returns how many layers there are. */
    public int layers() {
        return dilations.size();
    }

    /** Returns whether a layer has a residual. */
    public boolean isResidual(int layer) {
        return layer < layers() - 1;
    }

    /** Returns which of the inputs is a layer's kernel; those that belong to it follow. */
    public static int kernelOf(int layer) {
        return SHARED + layer * OPERANDS;
    }

    /** Returns which of the outputs are a layer's saved gates; its x' stands before them. */
    int gatesOf(int layer) {
        return 2 * layer + (isResidual(layer) ? 2 : 1);
    }

    /** Returns whether all sequences share the biases under the gates, given all inputs; see {@link GateBias}. */
    public boolean sharesBiases(List<TensorType> inputs) {
        return IntStream.range(0, layers()).allMatch(layer -> GateBias.isShared(inputs.get(kernelOf(layer) + 1)));
    }

    int arity() {
        return SHARED + layers() * OPERANDS - 2;
    }

    int kept() {
        return 2 * layers();
    }

    private GatedConv1d layer(int layer) {
        return new GatedConv1d(dilations.get(layer), isResidual(layer), saving);
    }

    private <T> List<T> operandsOf(int layer, T x, List<T> inputs) {
        List<T> operands = new ArrayList<>();
        operands.add(x);
        int from = kernelOf(layer);
        operands.addAll(inputs.subList(from, from + (isResidual(layer) ? OPERANDS : 2)));
        return operands;
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, arity());
        List<TensorType> sequences = new ArrayList<>();
        List<TensorType> types = new ArrayList<>();
        for (int layer = 0; layer < layers(); layer++) {
            List<TensorType> ofLayer = layer(layer).outputs(operandsOf(layer, inputs.getFirst(), inputs));
            sequences.add(ofLayer.getFirst());
            types.addAll(ofLayer.subList(1, ofLayer.size()));
        }
        TensorType y = JoinedDense.infer(inputs.subList(1, SHARED), sequences);
        if (!saving) {
            return List.of(y);
        }
        types.addFirst(y);
        return types;
    }

    @Override
    public int comparableOutputs() {
        return 1;
    }

    @Override
    public Op trimmed(int count) {
        return saving && count <= 1 ? new GatedConv1dStack(dilations, activation, false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        List<Value> joined = new ArrayList<>(inputs.subList(1, SHARED));
        List<Value> results = new ArrayList<>();
        Value x = inputs.getFirst();
        for (int layer = 0; layer < layers(); layer++) {
            List<Value> ofLayer = builder.applyAll(layer(layer), operandsOf(layer, x, inputs));
            joined.add(ofLayer.getFirst());
            results.addAll(ofLayer.subList(1, ofLayer.size()));
            x = isResidual(layer) ? ofLayer.get(1) : x;
        }
        Value y = builder.apply(new JoinedDense(activation), joined.toArray(Value[]::new));
        if (!saving) {
            return List.of(y);
        }
        results.addFirst(y);
        return results;
    }

    @Override
    public Optional<List<@Nullable Value>> gradient(
            GraphBuilder builder, List<Value> inputs, List<Value> outputs, List<@Nullable Value> outputGradients) {
        Value dy = outputGradients.getFirst();
        boolean alone =
                outputGradients.subList(1, outputGradients.size()).stream().allMatch(Objects::isNull);
        if (!saving
                || dy == null
                || !alone
                || !sharesBiases(inputs.stream().map(Value::type).toList())) {
            return Optional.empty();
        }
        List<Value> operands = new ArrayList<>(inputs);
        operands.addAll(outputs);
        operands.add(dy);
        List<Value> all = builder.applyAll(new GatedConv1dStackGradient(dilations, activation, true), operands);
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(all.getLast());
        gradients.addAll(all.subList(0, all.size() - 1));
        return Optional.of(gradients);
    }
}
