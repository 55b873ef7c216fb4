package io.tidecast.core.conformance;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dChain;
import io.tidecast.core.composite.Conv1dChainGradient;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cases of causal convolutions one after the other, with their gradient. */
final class ChainCases {
    private static final double OF_PRODUCTS = 4e-5;

    private ChainCases() {}

    /** A convolution and its kernel's extents. */
    private record Link(int taps, int filters, int dilation, Activation activation) {
        private Conv1d convolution() {
            return new Conv1d(1, dilation, Padding.CAUSAL, activation);
        }
    }

    private static final List<Link> ONE = List.of(new Link(2, 3, 2, Activation.TANH));

    private static final List<Link> MIXED = List.of(
            new Link(2, 5, 1, Activation.TANH),
            new Link(3, 8, 2, Activation.NONE),
            new Link(1, 4, 1, Activation.NONE),
            new Link(2, 4, 5, Activation.SIGMOID),
            new Link(2, 7, 1, Activation.TANH));

    private static final List<Link> WAVE = List.of(
            new Link(2, 20, 1, Activation.TANH),
            new Link(2, 20, 2, Activation.TANH),
            new Link(2, 20, 4, Activation.TANH),
            new Link(1, 3, 1, Activation.NONE));

    /** Reaches across a block, and across more than one. */
    private static final List<Link> FAR = List.of(
            new Link(2, 16, 1, Activation.TANH),
            new Link(2, 16, 450, Activation.TANH),
            new Link(2, 6, 16, Activation.SIGMOID),
            new Link(2, 5, 128, Activation.TANH),
            new Link(1, 2, 1, Activation.NONE));

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        Samples samples = new Samples(91);
        add(cases, samples, ONE, 2, 5, 3);
        add(cases, samples, MIXED, 3, 13, 2);
        add(cases, samples, WAVE, 1, 9, 32);
        addLong(cases, samples, FAR, 4, 1033, 5);
        addLong(cases, samples, WAVE, 1, 130, 32);
        addLong(cases, samples, WAVE, 1, 64, 32);
        return cases;
    }

    private static void add(List<OpCase> cases, Samples samples, List<Link> links, int channels, int time, int batch) {
        Tensor[] inputs = inputs(samples, links, channels, time, batch);
        for (boolean saving : new boolean[] {false, true}) {
            cases.add(OpCase.of(new Conv1dChain(convolutions(links), saving), inputs)
                    .within(OF_PRODUCTS));
        }
        for (boolean inputGradient : new boolean[] {false, true}) {
            cases.add(gradient(samples, links, inputs, inputGradient));
        }
    }

    private static void addLong(
            List<OpCase> cases, Samples samples, List<Link> links, int channels, int time, int batch) {
        Tensor[] inputs = inputs(samples, links, channels, time, batch);
        for (boolean saving : new boolean[] {false, true}) {
            cases.add(OpCase.of(new Conv1dChain(convolutions(links), saving), inputs)
                    .within(OF_PRODUCTS)
                    .withoutGradient());
        }
        cases.add(gradient(samples, links, inputs, true).withoutGradient());
    }

    private static List<Conv1d> convolutions(List<Link> links) {
        return links.stream().map(Link::convolution).toList();
    }

    private static Tensor[] inputs(Samples samples, List<Link> links, int channels, int time, int batch) {
        List<Tensor> inputs = new ArrayList<>(List.of(samples.gaussian(channels, time, batch)));
        int before = channels;
        for (Link link : links) {
            double scale = 1 / Math.sqrt(link.taps() * before);
            inputs.add(samples.scaled(scale, link.taps(), before, link.filters()));
            inputs.add(samples.gaussian(link.filters()));
            before = link.filters();
        }
        return inputs.toArray(Tensor[]::new);
    }

    private static OpCase gradient(Samples samples, List<Link> links, Tensor[] forward, boolean inputGradient) {
        Tensor x = forward[0];
        int time = x.type().shape().dim(1);
        int batch = x.type().shape().dim(2);
        Tensor[] inputs = Arrays.copyOf(forward, forward.length + 1);
        inputs[forward.length] = samples.gaussian(links.getLast().filters(), time, batch);
        List<Conv1d> convolutions = convolutions(links);
        return OpCase.of(new Conv1dChainGradient(convolutions, inputGradient), inputs)
                .prepared((builder, in) -> {
                    Conv1dChain chain = new Conv1dChain(convolutions, true);
                    List<Value> given = in.subList(0, forward.length);
                    List<Value> outputs = builder.applyAll(chain, given);
                    List<Value> operands = new ArrayList<>(List.of(in.getFirst()));
                    for (int layer = 0; layer < links.size(); layer++) {
                        operands.add(given.get(Conv1dChain.kernelOf(layer)));
                    }
                    for (int layer = 0; layer < links.size(); layer++) {
                        operands.add(outputs.get(chain.outputOf(layer)));
                    }
                    operands.add(in.getLast());
                    return operands;
                })
                .within(OF_PRODUCTS * Math.sqrt(1 + time * batch / 32.0));
    }
}
