package io.tidecast.models.layer;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import java.util.List;

/** Makes each channel of each step a channel of its own at one last step, step by step as in Keras. */
public record Flatten(String name, int channels, int steps) implements Layer {
    @Override
    public String description() {
        return "flatten " + steps + " steps";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public int outputChannels() {
        return channels * steps;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        return input.lastAlone(input.reach() == TimeMap.UNBOUNDED ? TimeMap.UNBOUNDED : input.inputStep(steps - 1) + 1);
    }

    @Override
    public Value apply(Value x) {
        return Layout.reshape(Layout.transpose(x, 1, 0, 2), channels * steps, 1, x.dim(2));
    }

    /** Remembers all steps but the last; there is an output when there are enough of them. */
    @Override
    public Value step(Value x, StepMemory memory) {
        if (!memory.cells().isEmpty()) {
            throw new InputException(name + ": joins the last " + steps + " steps of what layers before it make of a "
                    + "window, which depends on where the window begins; forecast whole windows instead");
        }
        Value window = memory.window(name, x, steps, 1);
        memory.skip(steps - 1);
        return apply(window);
    }
}
