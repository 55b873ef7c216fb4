package io.tidecast.models.net;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.head.Categorical;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.Regression;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.layer.ConvChain;
import io.tidecast.models.layer.Layer;
import io.tidecast.models.layer.Parameter;
import io.tidecast.models.layer.StepMemory;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.layer.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Layers one after the other, for sequences of a fixed number of channels and steps.
 *
 * @param name the architecture's name, such as {@code conv-gru}
 * @param input what comes in
 * @param window how many steps come in
 * @param layers at least one
 * @param head what its output says
 */
public record Network(String name, Signal input, int window, List<Layer> layers, Head head) {
    /**
     * Copies the list.
     *
     * @throws InputException if the window is too short for the layers
     */
    public Network {
        layers = List.copyOf(layers);
        int outputs = layers.getLast().outputChannels();
        boolean isOfOne = head instanceof Categorical;
        if (outputs % head.parameters() != 0 || (isOfOne && outputs != head.parameters())) {
            throw new IllegalArgumentException(name + ": " + outputs + " channels come out, for " + head);
        }
        TimeMap map = TimeMap.identity(window);
        for (Layer layer : layers) {
            map = layer.timeMap(map);
            if (map.steps() < 1) {
                throw new InputException(name + ": a window of " + window + " steps is too short for "
                        + layer.description() + "; choose a longer window or a smaller kernel");
            }
        }
    }

    /** Makes a network from some channels of numbers to others. */
    public Network(String name, int inputs, int window, List<Layer> layers) {
        this(name, new Signal.Channels(inputs), window, layers, new Regression());
    }

    /** Returns the same layers for windows of another length. */
    public Network over(int steps) {
        return new Network(name, input, steps, layers, head);
    }

    /** Returns the same layers with another meaning of what comes out. */
    public Network telling(Head other) {
        return new Network(name, input, window, layers, other);
    }

    /** Returns what its output is held against: numbers, or the codes of classes. */
    public Signal target() {
        return head instanceof Categorical(int classes)
                ? new Signal.Codes(classes)
                : new Signal.Channels(outputs() / head.parameters());
    }

    /** A layer and what comes out of it. */
    public record Row(Layer layer, int channels, TimeMap timeMap, long parameters) {}

    /** Returns how many channels come in. */
    public int inputs() {
        return input.channels();
    }

    /** Returns how many channels come out. */
    public int outputs() {
        return layers.getLast().outputChannels();
    }

    /** Returns how the output's steps line up with the input's. */
    public TimeMap timeMap() {
        return rows().getLast().timeMap();
    }

    /** Returns a row for each layer, in order. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        TimeMap map = TimeMap.identity(window);
        for (Layer layer : layers) {
            map = layer.timeMap(map);
            rows.add(new Row(layer, layer.outputChannels(), map, count(layer.parameters())));
        }
        return rows;
    }

    /** Returns all parameters. */
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** Returns all parameters' variables. */
    public List<Variable> variables() {
        return parameters().stream().map(Parameter::variable).toList();
    }

    /** Returns how many numbers training changes. */
    public long parameterCount() {
        return count(parameters());
    }

    /** Returns whether there is a layer that reads another's output, of which a part can be dropped in training. */
    public boolean canDrop() {
        return layers.stream().filter(layer -> !layer.parameters().isEmpty()).count() > 1;
    }

    /** Returns whether every layer's derivative is continuous. */
    public boolean isSmooth() {
        return layers.stream().allMatch(Layer::isSmooth);
    }

    /** Returns first values for all parameters; they depend on the seed alone. */
    public SequencedMap<Variable, Tensor> initialWeights(long seed) {
        SplittableGenerator random = new SplittableGenerator(seed).split("weights");
        SequencedMap<Variable, Tensor> weights = new LinkedHashMap<>();
        parameters().forEach(parameter -> weights.put(parameter.variable(), parameter.draw(random)));
        return weights;
    }

    /** Returns what the network has to be told of sequences beside themselves. */
    public Conditions conditions() {
        return layers.stream().map(Layer::conditions).reduce(Conditions.NONE, Conditions::and);
    }

    /** Adds the network: from the input's type to {@code [outputs, steps, batch]}. */
    public Value apply(Value x) {
        return apply(x, Told.NOTHING);
    }

    /**
     * Adds the network: from the input's type to {@code [outputs, steps, batch]}. Where a part of what layers read is
     * dropped, the first one with parameters still reads all that comes in.
     *
     * @param told what its {@link #conditions} ask for
     */
    public Value apply(Value x, Told told) {
        GraphBuilder builder = x.builder();
        Value value = x;
        try (GraphBuilder.Scope _ = builder.scope(name)) {
            int next = 0;
            while (next < layers.size()) {
                int chained = told.dropout().isPresent() ? 0 : ConvChain.length(layers, next);
                List<Layer> together = layers.subList(next, next + Math.max(1, chained));
                try (GraphBuilder.Scope _ = builder.scope(label(together))) {
                    value = chained > 0 ? ConvChain.apply(together, value) : apply(next, value, told);
                }
                next += together.size();
            }
        }
        return value;
    }

    /**
     * Adds one step of the network: what {@link #apply} gives at the last step of all that came so far, as if they were
     * one window, however many they are. Where the network thins time out by a stride, the window begins with the first
     * of them at which it ends with the last.
     *
     * @param x one step of the input's type
     * @param told what its {@link #conditions} ask for
     * @param memory new; is told what the layers remember
     * @return {@code [outputs, 1, voices]}
     * @throws InputException if a layer needs more than a memory of a fixed size
     */
    public Value step(Value x, Told told, StepMemory memory) {
        GraphBuilder builder = x.builder();
        Value value = x;
        try (GraphBuilder.Scope _ = builder.scope(name)) {
            for (Layer layer : layers) {
                try (GraphBuilder.Scope _ = builder.scope(layer.name())) {
                    value = layer.step(value, told, memory);
                }
            }
        }
        return value;
    }

    private Value apply(int index, Value x, Told told) {
        Layer layer = layers.get(index);
        boolean readsLayers = layers.subList(0, index).stream()
                .anyMatch(before -> !before.parameters().isEmpty());
        Value read = told.dropout()
                .filter(some -> readsLayers)
                .map(dropout -> layer.dropped(x, dropout))
                .orElse(x);
        return layer.apply(read, told);
    }

    private static String label(List<Layer> together) {
        String first = together.getFirst().name();
        return together.size() == 1
                ? first
                : first + " to " + together.getLast().name();
    }

    private static long count(List<Parameter> parameters) {
        return parameters.stream()
                .mapToLong(parameter -> parameter.variable().type().size())
                .sum();
    }
}
