package io.tidecast.models.layer;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.GatedConv1dStack;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.JoinedRows;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The body of WaveNet: gated dilated causal convolutions, each leading to the next by a residual connection, and the sum
 * of all their skip connections through ReLU; see {@link GatedConv1dStack}.
 *
 * @param channels how many channels come in and lead from layer to layer
 * @param skips how many come out
 * @param taps the size of each kernel
 * @param dilations of the layers in turn, at least one
 * @param conditions what is told of a sequence: of each label a row of a table is added inside both gates of every layer,
 *     which is the paper's {@code Vᵀh} for an h of zeros and a one
 */
public record GatedStack(String name, int channels, int skips, int taps, List<Integer> dilations, Conditions conditions)
        implements Layer {
    private static final Activation OF_SKIPS = Activation.RELU;

    /** Copies the list. */
    public GatedStack {
        dilations = List.copyOf(dilations);
    }

    @Override
    public String description() {
        int labels = conditions.labels().size();
        return dilations.size() + " gated convolutions of " + channels + " channels, kernel " + taps + ", dilation "
                + dilations.getFirst() + " to " + dilations.getLast() + "; " + skips + " skips"
                + (labels == 0 ? "" : "; told " + labels + (labels == 1 ? " label" : " labels"));
    }

    private String scope(int layer) {
        return name + "/layer" + (layer + 1);
    }

    private List<Parameter> parametersOf(int layer) {
        String scope = scope(layer);
        List<Parameter> parameters = new ArrayList<>();
        Initializer ofGates = new Initializer.GlorotUniform(taps * channels, taps * 2 * channels);
        parameters.add(Parameter.of(scope, "kernel", ofGates, taps, channels, 2 * channels));
        parameters.add(Parameter.of(scope, "bias", new Initializer.Zeros(), 2 * channels));
        if (!isLast(layer)) {
            Initializer ofResidual = new Initializer.GlorotUniform(channels, channels);
            parameters.add(Parameter.of(scope, "residual_kernel", ofResidual, channels, channels));
            parameters.add(Parameter.of(scope, "residual_bias", new Initializer.Zeros(), channels));
        }
        return parameters;
    }

    private List<Parameter> conditionParametersOf(int layer) {
        return IntStream.range(0, conditions.labels().size())
                .mapToObj(label -> Parameter.of(
                        scope(layer),
                        "condition" + (label + 1),
                        new Initializer.Zeros(),
                        conditions.labels().get(label),
                        2 * channels))
                .toList();
    }

    /** Nothing reads what the last layer would hand on. */
    private boolean isLast(int layer) {
        return layer == dilations.size() - 1;
    }

    private List<Parameter> skipParameters() {
        int joined = dilations.size() * channels;
        return List.of(
                Parameter.of(name, "skip_kernel", new Initializer.GlorotUniform(joined, skips), joined, skips),
                Parameter.of(name, "skip_bias", new Initializer.Zeros(), skips));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        for (int layer = 0; layer < dilations.size(); layer++) {
            parameters.addAll(parametersOf(layer));
            parameters.addAll(conditionParametersOf(layer));
        }
        parameters.addAll(skipParameters());
        return parameters;
    }

    @Override
    public int outputChannels() {
        return skips;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        TimeMap map = input;
        for (int dilation : dilations) {
            map = map.after(new Conv1d(1, dilation, Padding.CAUSAL, Activation.NONE), taps);
        }
        return map;
    }

    @Override
    public boolean isSmooth() {
        return OF_SKIPS.isSmooth();
    }

    @Override
    public Value apply(Value x) {
        return apply(x, Told.NOTHING);
    }

    @Override
    public Value apply(Value x, Told told) {
        GraphBuilder builder = x.builder();
        List<Value> operands = new ArrayList<>(List.of(x));
        operands.addAll(read(builder, skipParameters()));
        for (int layer = 0; layer < dilations.size(); layer++) {
            operands.addAll(operandsOf(builder, layer, told, biases -> Layout.transpose(biases, 1, 0)));
        }
        return builder.applyAll(new GatedConv1dStack(dilations, OF_SKIPS, true), operands)
                .getFirst();
    }

    /** Remembers, for each layer, the steps that its kernel's taps meet. */
    @Override
    public Value step(Value x, StepMemory memory) {
        return step(x, Told.NOTHING, memory);
    }

    @Override
    public Value step(Value x, Told told, StepMemory memory) {
        GraphBuilder builder = x.builder();
        List<Value> joined = new ArrayList<>(read(builder, skipParameters()));
        Value led = turned(x);
        for (int layer = 0; layer < dilations.size(); layer++) {
            List<Value> operands = new ArrayList<>();
            operands.add(led);
            operands.addAll(operandsOf(builder, layer, told, UnaryOperator.identity()));
            if (taps > 1) {
                operands.add(memory.past(scope(layer), led, taps, dilations.get(layer)));
            }
            List<Value> results = builder.applyAll(new GatedStep(!isLast(layer)), operands);
            joined.add(results.getFirst());
            led = results.getLast();
        }
        return turned(builder.apply(new JoinedRows(OF_SKIPS), joined.toArray(Value[]::new)));
    }

    /** Returns a step with its first axis for its last: the channels of each voice beside each other, or the voices of each channel. */
    private static Value turned(Value step) {
        return Layout.transpose(step, 2, 1, 0);
    }

    /**
     * Returns a layer's parameters as its operands.
     *
     * @param laid how the biases of several sequences, {@code [batch, 2 · channels]}, are to lie
     */
    private List<Value> operandsOf(GraphBuilder builder, int layer, Told told, UnaryOperator<Value> laid) {
        Optional<Value> codes = told.labels();
        if (codes.isPresent() == conditions.labels().isEmpty()) {
            throw new IllegalArgumentException(name + ": conditioned on "
                    + conditions.labels().size() + " labels, but " + (codes.isPresent() ? "told some" : "told none"));
        }
        List<Value> operands = new ArrayList<>(read(builder, parametersOf(layer)));
        codes.ifPresent(labels -> operands.set(1, conditioned(operands.get(1), layer, labels, laid)));
        return operands;
    }

    /** Returns the bias of each sequence, or where there is one sequence alone the bias that is then everyone's. */
    private Value conditioned(Value bias, int layer, Value labels, UnaryOperator<Value> laid) {
        List<Value> tables = read(bias.builder(), conditionParametersOf(layer));
        int batch = labels.dim(1);
        Value sum = Ops.broadcast(bias, Shape.of(batch, bias.dim(0)), 1);
        for (int label = 0; label < tables.size(); label++) {
            sum = Ops.add(sum, Layout.gather(tables.get(label), Layout.at(labels, 0, label)));
        }
        return batch == 1 ? Layout.reshape(sum, bias.shape()) : laid.apply(sum);
    }

    private static List<Value> read(GraphBuilder builder, List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> builder.read(parameter.variable()))
                .toList();
    }
}
