package io.tidecast.models.layer;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import java.util.List;

/**
 * A row of a table for each code: from I32 {@code [time, batch]} to {@code [channels, time, batch]}. It is the dense layer
 * that would follow a one-hot encoding.
 *
 * @param classes how many codes there are
 * @param channels how many numbers stand for each
 */
public record EmbeddingLayer(String name, int classes, int channels) implements Layer {
    @Override
    public String description() {
        return "embedding of " + classes + " codes";
    }

    private Parameter table() {
        return Parameter.of(name, "table", new Initializer.GlorotUniform(classes, channels), classes, channels);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(table());
    }

    @Override
    public int outputChannels() {
        return channels;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        return input;
    }

    @Override
    public Value apply(Value x) {
        Value rows = Layout.gather(x.builder().read(table().variable()), x);
        return Layout.transpose(rows, 2, 0, 1);
    }

    @Override
    public Value step(Value x, StepMemory memory) {
        return apply(x);
    }
}
