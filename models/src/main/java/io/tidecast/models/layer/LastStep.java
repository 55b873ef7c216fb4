package io.tidecast.models.layer;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import java.util.List;

/** Keeps the last time step alone. */
public record LastStep(String name, int channels) implements Layer {
    @Override
    public String description() {
        return "last step alone";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public int outputChannels() {
        return channels;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        return input.lastAlone(input.reach());
    }

    @Override
    public Value apply(Value x) {
        return Layout.slice(x, 1, x.dim(1) - 1, x.dim(1));
    }

    @Override
    public Value step(Value x, StepMemory memory) {
        return apply(x);
    }
}
