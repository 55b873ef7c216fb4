package io.tidecast.models.layer;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.GatedConv1dStack;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of WaveNet: gated dilated causal convolutions, each leading to the next by a residual connection, and the sum
 * of all their skip connections through ReLU; see {@link GatedConv1dStack}.
 *
 * @param channels how many channels come in and lead from layer to layer
 * @param skips how many come out
 * @param taps the size of each kernel
 * @param dilations of the layers in turn, at least one
 */
public record GatedStack(String name, int channels, int skips, int taps, List<Integer> dilations) implements Layer {
    private static final Activation OF_SKIPS = Activation.RELU;

    /** Copies the list. */
    public GatedStack {
        dilations = List.copyOf(dilations);
    }

    @Override
    public String description() {
        return dilations.size() + " gated convolutions of " + channels + " channels, kernel " + taps + ", dilation "
                + dilations.getFirst() + " to " + dilations.getLast() + "; " + skips + " skips";
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
        GraphBuilder builder = x.builder();
        List<Value> operands = new ArrayList<>(List.of(x));
        operands.addAll(read(builder, skipParameters()));
        for (int layer = 0; layer < dilations.size(); layer++) {
            operands.addAll(read(builder, parametersOf(layer)));
        }
        return builder.applyAll(new GatedConv1dStack(dilations, OF_SKIPS, true), operands)
                .getFirst();
    }

    /** Remembers, for each layer, the steps that its kernel's taps meet. */
    @Override
    public Value step(Value x, StepMemory memory) {
        GraphBuilder builder = x.builder();
        List<Value> joined = new ArrayList<>(read(builder, skipParameters()));
        Value led = x;
        for (int layer = 0; layer < dilations.size(); layer++) {
            List<Value> operands = new ArrayList<>();
            operands.add(memory.window(scope(layer), led, taps, dilations.get(layer)));
            operands.addAll(read(builder, parametersOf(layer)));
            List<Value> results = builder.applyAll(new GatedStep(!isLast(layer)), operands);
            joined.add(results.getFirst());
            led = results.getLast();
        }
        return builder.apply(new JoinedDense(OF_SKIPS), joined.toArray(Value[]::new));
    }

    private static List<Value> read(GraphBuilder builder, List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> builder.read(parameter.variable()))
                .toList();
    }
}
