package io.tidecast.models.net;

import io.tidecast.core.composite.Activation;
import io.tidecast.models.head.Categorical;
import io.tidecast.models.head.Head;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.layer.Context;
import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.layer.EmbeddingLayer;
import io.tidecast.models.layer.GatedStack;
import io.tidecast.models.layer.Layer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * WaveNet as in the paper (van den Oord et al., arXiv:1609.03499): gated dilated causal convolutions with residual and
 * skip connections, and two dense layers with ReLU before them behind the sum of the skips.
 *
 * @param residual how many channels lead from layer to layer
 * @param skip how many channels the skips have
 * @param kernel the size of each dilated convolution's kernel
 * @param dilations of one stack
 * @param stacks how often the dilations are repeated
 * @param initialKernel the size of the kernel of the causal convolution that leads into them, 1 for the channels of each
 *     step alone
 * @param residualScale what a layer's input and what it adds to it are multiplied by before the next one, above 0 and at
 *     most 1
 * @param context a stack at a lower rate beside them, if there is one
 */
public record GatedWaveNet(
        int residual,
        int skip,
        int kernel,
        List<Integer> dilations,
        int stacks,
        int initialKernel,
        double residualScale,
        Optional<Context> context)
        implements CodesArchitecture {
    /** The paper's: 64 residual and 128 skip channels, dilations 1 to 512, three times; sees 3,070 steps. */
    public static final GatedWaveNet PAPER = new GatedWaveNet(64, 128, 2, powers(512), 3);

    /** For sound at home: 32 residual and 128 skip channels, dilations 1 to 256, twice; sees 1,023 steps. */
    public static final GatedWaveNet SMALL = new GatedWaveNet(32, 128, 2, powers(256), 2);

    /** For series: 32 channels of either kind, dilations 1 to 16, twice; sees 63 steps. */
    public static final GatedWaveNet FORECAST = new GatedWaveNet(32, 32, 2, powers(16), 2);

    /** Copies the list. */
    public GatedWaveNet {
        dilations = List.copyOf(dilations);
    }

    /** Describes one without a context, in which every step leads into the gated convolutions by itself, unscaled. */
    public GatedWaveNet(int residual, int skip, int kernel, List<Integer> dilations, int stacks) {
        this(residual, skip, kernel, dilations, stacks, 1, 1, Optional.empty());
    }

    /** Returns this with another size of the kernel that leads into it. */
    public GatedWaveNet withInitialKernel(int other) {
        return new GatedWaveNet(residual, skip, kernel, dilations, stacks, other, residualScale, context);
    }

    /** Returns this with another scale of residuals. */
    public GatedWaveNet withResidualScale(double other) {
        return new GatedWaveNet(residual, skip, kernel, dilations, stacks, initialKernel, other, context);
    }

    /** Returns this with a stack at a lower rate beside it. */
    public GatedWaveNet withContext(Context other) {
        return new GatedWaveNet(
                residual, skip, kernel, dilations, stacks, initialKernel, residualScale, Optional.of(other));
    }

    private static List<Integer> powers(int most) {
        return IntStream.iterate(1, dilation -> dilation <= most, dilation -> 2 * dilation)
                .boxed()
                .toList();
    }

    @Override
    public String name() {
        return "gated-wavenet";
    }

    /** Returns the network that forecasts numbers; a causal convolution leads into it. */
    @Override
    public Network build(int inputs, int outputs, int window) {
        return build(inputs, outputs, Conditions.NONE, window);
    }

    @Override
    public Network build(int inputs, int outputs, Conditions conditions, int window) {
        return new Network(name(), inputs, window, layers(input(inputs), conditions, outputs));
    }

    /** Codes lead into it through a causal convolution of their one-hot encodings. */
    @Override
    public Network ofCodes(int classes, Conditions conditions, int steps) {
        return new Network(
                name(),
                new Signal.Codes(classes),
                steps,
                layers(new EmbeddingLayer("embedding", classes, residual, initialKernel), conditions, classes),
                new Categorical(classes));
    }

    /** A causal convolution leads into it. */
    @Override
    public Network ofNumbers(Head head, Conditions conditions, int steps) {
        return new Network(
                name(), new Signal.Channels(1), steps, layers(input(1), conditions, head.parameters()), head);
    }

    private Layer input(int channels) {
        return ConvLayer.causal("input", channels, residual, initialKernel, 1, Activation.NONE);
    }

    private List<Layer> layers(Layer input, Conditions conditions, int outputs) {
        List<Integer> all = Collections.nCopies(stacks, dilations).stream()
                .flatMap(List::stream)
                .toList();
        return List.of(
                input,
                new GatedStack("gated", residual, skip, kernel, all, conditions, residualScale, context),
                ConvLayer.causal("hidden", skip, skip, 1, 1, Activation.RELU),
                ConvLayer.causal("output", skip, outputs, 1, 1, Activation.NONE));
    }
}
