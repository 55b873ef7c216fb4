package io.tidecast.core.conformance;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.GatedConv1d;
import io.tidecast.core.composite.GatedConv1dGradient;
import io.tidecast.core.composite.GatedConv1dStack;
import io.tidecast.core.composite.GatedConv1dStackGradient;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.JoinedDenseGradient;
import io.tidecast.core.composite.JoinedRows;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cases of WaveNet's layers and of the joined layer behind their skip connections, each with its gradient. */
final class WaveNetCases {
    private static final double OF_PRODUCTS = 2e-5;

    private WaveNetCases() {}

    /** The extents of a gated convolution. */
    private record Extents(int taps, int channels, int gates, int time, int batch, int dilation) {}

    private static final Extents[] EXTENTS = {
        new Extents(1, 1, 1, 1, 1, 1),
        new Extents(2, 3, 5, 7, 1, 1),
        new Extents(2, 7, 3, 17, 3, 16),
        new Extents(3, 5, 17, 11, 7, 2),
        new Extents(2, 16, 16, 9, 33, 4),
        new Extents(2, 33, 20, 5, 2, 8),
        new Extents(2, 12, 12, 70, 16, 32)
    };

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        for (Extents extents : EXTENTS) {
            addGated(cases, new Samples(81), extents);
        }
        addWideSteps(cases, new Samples(87));
        addLong(cases, new Samples(82));
        addJoined(cases, new Samples(83), 1, 1, 1, 1);
        addJoined(cases, new Samples(83), 5, 7, 3, 2);
        addJoined(cases, new Samples(83), 17, 9, 5, 3, 1, 4);
        addJoined(cases, new Samples(83), 33, 20, 16, 16, 16, 16);
        addStacks(cases, new Samples(84), new Extents(2, 3, 3, 11, 2, 1), 5, List.of(1, 2, 4));
        addStacks(cases, new Samples(84), new Extents(3, 5, 4, 9, 1, 1), 2, List.of(3));
        addStacks(cases, new Samples(84), new Extents(2, 7, 9, 40, 3, 1), 6, List.of(1, 32, 2, 64));
        addConditioned(cases, new Samples(86));
        addWideStack(cases, new Samples(85));
        addLongStack(cases, new Samples(85));
        return cases;
    }

    private static void addGated(List<OpCase> cases, Samples samples, Extents extents) {
        for (boolean residual : new boolean[] {false, true}) {
            Tensor[] forward = operands(samples, extents, residual);
            for (boolean saving : new boolean[] {false, true}) {
                GatedConv1d op = new GatedConv1d(extents.dilation(), residual, saving);
                cases.add(OpCase.of(op, forward).within(OF_PRODUCTS));
            }
            for (boolean inputGradient : new boolean[] {false, true}) {
                cases.add(gradient(samples, extents, forward, residual, inputGradient));
            }
            addStep(cases, samples, extents, forward, residual);
        }
    }

    /** Adds a step whose bias all sequences share, and one where each has its own. */
    private static void addStep(
            List<OpCase> cases, Samples samples, Extents extents, Tensor[] forward, boolean residual) {
        List<Tensor> inputs = new ArrayList<>(List.of(forward));
        inputs.set(0, samples.gaussian(extents.batch(), 1, extents.channels()));
        if (extents.taps() > 1) {
            inputs.add(samples.gaussian(extents.batch(), extents.taps() - 1, extents.channels()));
        }
        cases.add(OpCase.of(new GatedStep(residual), inputs.toArray(Tensor[]::new))
                .within(OF_PRODUCTS));
        inputs.set(2, samples.gaussian(extents.batch(), 2 * extents.gates()));
        cases.add(OpCase.of(new GatedStep(residual), inputs.toArray(Tensor[]::new))
                .within(2 * OF_PRODUCTS));
    }

    /** Adds steps whose filters fill several vectors, and some of another, for few columns and for many. */
    private static void addWideSteps(List<OpCase> cases, Samples samples) {
        for (Extents extents : List.of(
                new Extents(2, 64, 64, 1, 1, 1),
                new Extents(2, 70, 75, 1, 16, 1),
                new Extents(3, 17, 41, 1, 1, 1),
                new Extents(4, 40, 8, 1, 9, 1),
                new Extents(2, 5, 3, 1, 139, 1))) {
            for (boolean residual : new boolean[] {false, true}) {
                addStep(cases, samples, extents, operands(samples, extents, residual), residual);
            }
        }
        addRows(cases, samples, 135, 1, 33, 16, 5);
        addRows(cases, samples, 37, 16, 20, 20);
        addRows(cases, samples, 20, 3, 1);
        addRows(cases, samples, 3, 5, 4, 2);
        addRows(cases, samples, 9, 67, 6, 3);
    }

    private static void addRows(List<OpCase> cases, Samples samples, int units, int batch, int... channels) {
        int all = Arrays.stream(channels).sum();
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(samples.scaled(1 / Math.sqrt(all), all, units));
        inputs.add(samples.gaussian(units));
        for (int count : channels) {
            inputs.add(samples.gaussian(batch, 1, count));
        }
        for (Activation activation : Activation.values()) {
            cases.add(OpCase.of(new JoinedRows(activation), inputs.toArray(Tensor[]::new))
                    .within(OF_PRODUCTS));
        }
    }

    /** Adds layers and stacks in which each sequence has its own bias under the gates, and ones in which each step has. */
    private static void addConditioned(List<OpCase> cases, Samples samples) {
        for (Extents extents : EXTENTS) {
            for (boolean residual : new boolean[] {false, true}) {
                Tensor[] forward = operands(samples, extents, residual);
                for (Tensor bias : List.of(
                        samples.gaussian(2 * extents.gates(), extents.batch()),
                        samples.gaussian(2 * extents.gates(), extents.time(), extents.batch()))) {
                    Tensor[] conditioned = forward.clone();
                    conditioned[2] = bias;
                    cases.add(OpCase.of(new GatedConv1d(extents.dilation(), residual, true), conditioned)
                            .within(2 * OF_PRODUCTS));
                }
            }
        }
        Extents extents = new Extents(2, 3, 4, 11, 3, 1);
        List<Integer> dilations = List.of(1, 2, 4);
        Tensor[] inputs = stackInputs(samples, extents, 5, dilations.size());
        for (boolean varies : new boolean[] {false, true}) {
            for (int layer = 0; layer < dilations.size(); layer++) {
                int gates = 2 * extents.gates();
                inputs[GatedConv1dStack.kernelOf(layer) + 1] = varies
                        ? samples.gaussian(gates, extents.time(), extents.batch())
                        : samples.gaussian(gates, extents.batch());
            }
            for (boolean saving : new boolean[] {false, true}) {
                cases.add(OpCase.of(new GatedConv1dStack(dilations, Activation.TANH, saving), inputs.clone())
                        .within(2 * OF_PRODUCTS)
                        .comparing(1));
            }
        }
    }

    private static Tensor[] operands(Samples samples, Extents extents, boolean residual) {
        int channels = extents.channels();
        int gates = extents.gates();
        double scale = 1 / Math.sqrt(extents.taps() * channels);
        Tensor[] operands = {
            samples.gaussian(channels, extents.time(), extents.batch()),
            samples.scaled(scale, extents.taps(), channels, 2 * gates),
            samples.gaussian(2 * gates),
            samples.scaled(1 / Math.sqrt(gates), gates, channels),
            samples.gaussian(channels)
        };
        return residual ? operands : Arrays.copyOf(operands, 3);
    }

    private static OpCase gradient(
            Samples samples, Extents extents, Tensor[] forward, boolean residual, boolean inputGradient) {
        Tensor dz = samples.gaussian(extents.gates(), extents.time(), extents.batch());
        Tensor dx = samples.gaussian(extents.channels(), extents.time(), extents.batch());
        int before = forward.length;
        Tensor[] inputs = Arrays.copyOf(forward, before + (residual ? 2 : 1));
        inputs[before] = dz;
        inputs[inputs.length - 1] = residual ? dx : dz;
        double sums = Math.sqrt(1 + extents.time() * extents.batch() / 32.0);
        return OpCase.of(new GatedConv1dGradient(extents.dilation(), residual, inputGradient), inputs)
                .prepared((builder, in) -> {
                    List<Value> operands = new ArrayList<>(in.subList(0, 2));
                    if (residual) {
                        operands.add(in.get(3));
                    }
                    operands.add(
                            builder.applyAll(new GatedConv1d(extents.dilation(), residual, true), in.subList(0, before))
                                    .getLast());
                    operands.addAll(in.subList(before, in.size()));
                    return operands;
                })
                .within(OF_PRODUCTS * sums);
    }

    /** Adds cases of several blocks of columns, too many for finite differences. */
    private static void addLong(List<OpCase> cases, Samples samples) {
        Extents extents = new Extents(2, 20, 24, 523, 5, 64);
        Tensor[] forward = operands(samples, extents, true);
        cases.add(OpCase.of(new GatedConv1d(64, true, true), forward)
                .within(OF_PRODUCTS)
                .withoutGradient());
        cases.add(gradient(samples, extents, forward, true, true).withoutGradient());
        for (Activation activation : Activation.values()) {
            addDense(cases, samples, new Conv1d(1, 1, Padding.CAUSAL, activation));
        }
    }

    private static void addDense(List<OpCase> cases, Samples samples, Conv1d dense) {
        Tensor x = samples.gaussian(36, 417, 5);
        Tensor w = samples.scaled(1 / Math.sqrt(36), 1, 36, 33);
        Tensor bias = samples.gaussian(33);
        cases.add(OpCase.of(dense, x, w, bias).within(OF_PRODUCTS).withoutGradient());
        for (boolean inputGradient : new boolean[] {false, true}) {
            cases.add(OpCase.of(new Conv1dGradient(dense, inputGradient), x, w, bias, samples.gaussian(33, 417, 5))
                    .prepared((builder, in) -> List.of(
                            in.get(0), in.get(1), builder.apply(dense, in.get(0), in.get(1), in.get(2)), in.get(3)))
                    .within(OF_PRODUCTS * Math.sqrt(1 + 417 * 5 / 32.0))
                    .withoutGradient());
        }
    }

    private static void addJoined(
            List<OpCase> cases, Samples samples, int units, int time, int batch, int... channels) {
        int all = Arrays.stream(channels).sum();
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(samples.scaled(1 / Math.sqrt(all), all, units));
        inputs.add(samples.gaussian(units));
        for (int count : channels) {
            inputs.add(samples.gaussian(count, time, batch));
        }
        Tensor dy = samples.gaussian(units, time, batch);
        for (Activation activation : Activation.values()) {
            JoinedDense op = new JoinedDense(activation);
            cases.add(OpCase.of(op, inputs.toArray(Tensor[]::new)).within(OF_PRODUCTS));
            List<Tensor> ofGradient = new ArrayList<>(inputs);
            ofGradient.add(dy);
            cases.add(OpCase.of(new JoinedDenseGradient(activation), ofGradient.toArray(Tensor[]::new))
                    .prepared((builder, in) -> {
                        List<Value> forward = in.subList(0, in.size() - 1);
                        Value y = builder.apply(op, forward.toArray(Value[]::new));
                        List<Value> operands = new ArrayList<>(List.of(in.getFirst(), y, in.getLast()));
                        operands.addAll(forward.subList(2, forward.size()));
                        return operands;
                    })
                    .within(OF_PRODUCTS * Math.sqrt(1 + time * batch / 32.0)));
        }
    }

    private static void addStacks(
            List<OpCase> cases, Samples samples, Extents extents, int units, List<Integer> dilations) {
        Tensor[] inputs = stackInputs(samples, extents, units, dilations.size());
        for (boolean saving : new boolean[] {false, true}) {
            GatedConv1dStack stack = new GatedConv1dStack(dilations, Activation.TANH, saving);
            cases.add(OpCase.of(stack, inputs).within(2 * OF_PRODUCTS).comparing(1));
        }
        for (boolean inputGradient : new boolean[] {false, true}) {
            cases.add(stackGradient(samples, extents, units, dilations, inputs, inputGradient));
        }
    }

    /** Adds a stack of layers so wide that kernels may share multiplications between steps, through two chunks. */
    private static void addWideStack(List<OpCase> cases, Samples samples) {
        Extents extents = new Extents(2, 64, 33, 549, 4, 1);
        List<Integer> dilations = List.of(8, 16, 1, 8);
        Tensor[] inputs = stackInputs(samples, extents, 5, dilations.size());
        cases.add(OpCase.of(new GatedConv1dStack(dilations, Activation.TANH, true), inputs)
                .within(2 * OF_PRODUCTS)
                .comparing(1)
                .withoutGradient());
        cases.add(stackGradient(samples, extents, 5, dilations, inputs, true).withoutGradient());
    }

    /** Adds a stack that goes through several chunks, reaching across one and across more than one. */
    private static void addLongStack(List<OpCase> cases, Samples samples) {
        Extents extents = new Extents(2, 6, 5, 1033, 5, 1);
        List<Integer> dilations = List.of(1, 8, 128, 300);
        Tensor[] inputs = stackInputs(samples, extents, 7, dilations.size());
        cases.add(OpCase.of(new GatedConv1dStack(dilations, Activation.RELU, true), inputs)
                .within(2 * OF_PRODUCTS)
                .comparing(1)
                .withoutGradient());
        cases.add(stackGradient(samples, extents, 7, dilations, inputs, true).withoutGradient());
    }

    private static Tensor[] stackInputs(Samples samples, Extents extents, int units, int layers) {
        int channels = extents.channels();
        int gates = extents.gates();
        int joined = layers * gates;
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(samples.gaussian(channels, extents.time(), extents.batch()));
        inputs.add(samples.scaled(1 / Math.sqrt(joined), joined, units));
        inputs.add(samples.gaussian(units));
        for (int layer = 0; layer < layers; layer++) {
            Tensor[] ofLayer = operands(samples, extents, layer < layers - 1);
            inputs.addAll(List.of(ofLayer).subList(1, ofLayer.length));
        }
        return inputs.toArray(Tensor[]::new);
    }

    private static OpCase stackGradient(
            Samples samples,
            Extents extents,
            int units,
            List<Integer> dilations,
            Tensor[] forward,
            boolean inputGradient) {
        Tensor[] inputs = Arrays.copyOf(forward, forward.length + 1);
        inputs[forward.length] = samples.gaussian(units, extents.time(), extents.batch());
        double sums = Math.sqrt(1 + extents.time() * extents.batch() / 32.0);
        return OpCase.of(new GatedConv1dStackGradient(dilations, Activation.TANH, inputGradient), inputs)
                .prepared((builder, in) -> {
                    List<Value> given = in.subList(0, forward.length);
                    List<Value> operands = new ArrayList<>(given);
                    operands.addAll(builder.applyAll(new GatedConv1dStack(dilations, Activation.TANH, true), given));
                    operands.add(in.getLast());
                    return operands;
                })
                .within(2 * OF_PRODUCTS * sums);
    }
}
