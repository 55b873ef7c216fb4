package io.tidecast.models.layer;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import java.util.List;

/** A linear function of the channels at each time step, as Keras' {@code TimeDistributed(Dense)}. */
public record DenseLayer(String name, int channels, int units) implements Layer {
    @Override
    public String description() {
        return "Dense " + units + " units at each step";
    }

    private Parameter kernel() {
        return Parameter.of(name, "kernel", new Initializer.GlorotUniform(channels, units), channels, units);
    }

    private Parameter bias() {
        return Parameter.of(name, "bias", new Initializer.Zeros(), units);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(kernel(), bias());
    }

    @Override
    public int outputChannels() {
        return units;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        return input;
    }

    @Override
    public Value apply(Value x) {
        GraphBuilder builder = x.builder();
        Value kernel = Layout.reshape(builder.read(kernel().variable()), 1, channels, units);
        Conv1d product = new Conv1d(1, 1, Padding.VALID, Activation.NONE);
        return builder.apply(product, x, kernel, builder.read(bias().variable()));
    }

    @Override
    public Value step(Value x, StepMemory memory) {
        return apply(x);
    }
}
