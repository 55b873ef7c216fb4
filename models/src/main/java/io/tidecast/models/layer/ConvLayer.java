package io.tidecast.models.layer;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import java.util.List;
import java.util.Locale;

/**
 * A convolution along time; see {@link Conv1d}.
 *
 * @param channels how many channels come in
 * @param filters how many come out
 * @param taps the kernel's size
 */
public record ConvLayer(String name, int channels, int filters, int taps, Conv1d convolution) implements Layer {
    /** Makes a strided convolution that sees only what is there. */
    public static ConvLayer valid(String name, int channels, int filters, int taps, int stride, Activation activation) {
        return new ConvLayer(name, channels, filters, taps, new Conv1d(stride, 1, Padding.VALID, activation));
    }

    /** Makes a dilated convolution that sees only what came before. */
    public static ConvLayer causal(
            String name, int channels, int filters, int taps, int dilation, Activation activation) {
        return new ConvLayer(name, channels, filters, taps, new Conv1d(1, dilation, Padding.CAUSAL, activation));
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "Conv1D %d filters, kernel %d%s%s, %s%s",
                filters,
                taps,
                convolution.stride() == 1 ? "" : ", stride " + convolution.stride(),
                convolution.dilation() == 1 ? "" : ", dilation " + convolution.dilation(),
                convolution.padding().name().toLowerCase(Locale.ROOT),
                convolution.activation() == Activation.NONE
                        ? ""
                        : ", " + convolution.activation().name().toLowerCase(Locale.ROOT));
    }

    private Parameter kernel() {
        Initializer glorot = new Initializer.GlorotUniform(taps * channels, taps * filters);
        return Parameter.of(name, "kernel", glorot, taps, channels, filters);
    }

    private Parameter bias() {
        return Parameter.of(name, "bias", new Initializer.Zeros(), filters);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(kernel(), bias());
    }

    @Override
    public int outputChannels() {
        return filters;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        return input.after(convolution, taps);
    }

    @Override
    public boolean isSmooth() {
        return convolution.activation().isSmooth();
    }

    @Override
    public Value apply(Value x) {
        return apply(convolution, x);
    }

    private Value apply(Conv1d how, Value x) {
        GraphBuilder builder = x.builder();
        return builder.apply(how, x, builder.read(kernel().variable()), builder.read(bias().variable()));
    }

    /** Remembers the steps that the kernel's taps meet. */
    @Override
    public Value step(Value x, StepMemory memory) {
        Value window = memory.window(name, x, taps, convolution.dilation());
        memory.skip((taps - 1) * convolution.dilation() - convolution.leftPadding(taps));
        memory.thin(name, convolution.stride());
        return apply(new Conv1d(1, 1, Padding.VALID, convolution.activation()), window);
    }
}
