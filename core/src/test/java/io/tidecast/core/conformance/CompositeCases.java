package io.tidecast.core.conformance;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.AdamStep;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.LayerNorm;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.composite.SoftmaxCrossEntropy;
import io.tidecast.core.composite.SoftmaxCrossEntropyGradient;
import io.tidecast.core.composite.WeightedErrors;
import io.tidecast.core.composite.WeightedErrorsGradient;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Cases of the composites without a state: convolution and its gradient, the loss, normalisation, the optimiser's step. */
final class CompositeCases {
    private static final double OF_PRODUCTS = 2e-5;

    private CompositeCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        addConvolutions(cases, new Samples(61));
        addLosses(cases, new Samples(62));
        addNormalisations(cases, new Samples(63));
        addErrors(cases, new Samples(63));
        addAdam(cases, new Samples(64));
        return cases;
    }

    /** The extents of a convolution. */
    private record Extents(int taps, int channels, int filters, int time, int batch) {}

    private static void addConvolutions(List<OpCase> cases, Samples samples) {
        Extents[] small = {
            new Extents(1, 1, 1, 1, 1),
            new Extents(2, 3, 5, 7, 1),
            new Extents(3, 7, 17, 17, 3),
            new Extents(4, 1, 20, 33, 7),
            new Extents(2, 17, 33, 9, 33),
            new Extents(1, 20, 10, 24, 2)
        };
        for (Activation activation : Activation.values()) {
            for (Extents extents : small) {
                for (Padding padding : Padding.values()) {
                    addConvolution(cases, samples, new Conv1d(1, 1, padding, activation), extents);
                }
            }
        }
        for (int stride = 1; stride <= 3; stride++) {
            for (int dilation : new int[] {1, 2, 4}) {
                for (Padding padding : Padding.values()) {
                    Conv1d convolution = new Conv1d(stride, dilation, padding, Activation.TANH);
                    addConvolution(cases, samples, convolution, new Extents(2, 3, 7, 17, 5));
                    addConvolution(cases, samples, convolution, new Extents(3, 2, 4, 20, 1));
                }
            }
        }
        addConvolution(cases, samples, new Conv1d(2, 1, Padding.VALID, Activation.RELU), new Extents(4, 1, 20, 50, 32));
        addConvolution(
                cases, samples, new Conv1d(1, 16, Padding.CAUSAL, Activation.SIGMOID), new Extents(2, 5, 6, 7, 3));
        addConvolution(
                cases, samples, new Conv1d(1, 8, Padding.CAUSAL, Activation.NONE), new Extents(2, 20, 40, 30, 16));
    }

    private static void addConvolution(List<OpCase> cases, Samples samples, Conv1d convolution, Extents extents) {
        int time = convolution.outputTime(extents.time(), extents.taps());
        if (time < 1) {
            return;
        }
        Tensor x = samples.gaussian(extents.channels(), extents.time(), extents.batch());
        double scale = 1 / Math.sqrt(extents.taps() * extents.channels());
        Tensor w = samples.scaled(scale, extents.taps(), extents.channels(), extents.filters());
        Tensor bias = samples.gaussian(extents.filters());
        cases.add(OpCase.of(convolution, x, w, bias).within(OF_PRODUCTS));
        Tensor dy = samples.gaussian(extents.filters(), time, extents.batch());
        double ofSums = OF_PRODUCTS * Math.sqrt(1 + time * extents.batch() / 32.0);
        for (boolean inputGradient : new boolean[] {false, true}) {
            OpCase gradient = OpCase.of(new Conv1dGradient(convolution, inputGradient), x, w, bias, dy)
                    .prepared((builder, in) -> List.of(
                            in.get(0),
                            in.get(1),
                            builder.apply(convolution, in.get(0), in.get(1), in.get(2)),
                            in.get(3)))
                    .within(ofSums);
            cases.add(inputGradient ? gradient : gradient.withoutGradient());
        }
    }

    private static void addLosses(List<OpCase> cases, Samples samples) {
        int[][] extents = {{1, 1, 1}, {7, 1, 3}, {17, 7, 1}, {33, 5, 3}, {5, 9, 33}};
        for (int[] extent : extents) {
            Tensor labels = samples.integers(0, extent[0], extent[1], extent[2]);
            Tensor dy = samples.gaussian(extent[1], extent[2]);
            addLoss(cases, samples.gaussian(extent), labels, dy, "");
            addLoss(cases, samples.scaled(100, extent), labels, dy, "far apart");
        }
        Tensor outside = samples.integers(-2, 6, 5, 1);
        addLoss(cases, samples.gaussian(3, 5, 1), outside, samples.gaussian(5, 1), "with labels outside");
    }

    private static void addLoss(List<OpCase> cases, Tensor logits, Tensor labels, Tensor dy, String detail) {
        for (boolean saving : new boolean[] {false, true}) {
            OpCase loss = OpCase.of(new SoftmaxCrossEntropy(saving), logits, labels);
            cases.add(loss.named(detail).within(OF_PRODUCTS));
        }
        OpCase gradient = OpCase.of(new SoftmaxCrossEntropyGradient(), logits, labels, dy)
                .prepared((builder, in) -> List.of(
                        in.get(0),
                        in.get(1),
                        builder.applyAll(new SoftmaxCrossEntropy(true), in.subList(0, 2))
                                .get(1),
                        in.get(2)));
        // far apart the logits have lost digits that their exponentials would need
        cases.add(gradient.named(detail).within(10 * OF_PRODUCTS));
    }

    private static void addErrors(List<OpCase> cases, Samples samples) {
        int[][] extents = {{1, 1, 1}, {3, 5, 7}, {10, 50, 32}, {2, 1033, 9}};
        for (int[] extent : extents) {
            Tensor forecast = samples.gaussian(extent);
            Tensor target = samples.gaussian(extent);
            Tensor weights = samples.gaussian(extent[1], extent[2]);
            OpCase sums = OpCase.of(new WeightedErrors(), forecast, target, weights)
                    .within(OF_PRODUCTS * Math.sqrt(1 + extent[0] * extent[1] * extent[2] / 32.0));
            cases.add(extent[1] > 100 ? sums.withoutGradient() : sums);
            OpCase gradient = OpCase.of(
                            new WeightedErrorsGradient(), forecast, target, weights, samples.gaussian(new int[0]))
                    .within(OF_PRODUCTS);
            cases.add(gradient.withoutGradient());
        }
    }

    private static void addNormalisations(List<OpCase> cases, Samples samples) {
        int[][] extents = {{1, 1, 1}, {7, 1, 3}, {17, 7, 1}, {33, 5, 3}};
        for (int[] extent : extents) {
            cases.add(OpCase.of(
                            new LayerNorm(1e-3),
                            samples.gaussian(extent),
                            samples.gaussian(extent[0]),
                            samples.gaussian(extent[0]))
                    .within(OF_PRODUCTS));
        }
    }

    private static void addAdam(List<OpCase> cases, Samples samples) {
        AdamStep adam = new AdamStep(0.9, 0.999, 1e-7);
        int[][] shapes = {{}, {1}, {7}, {17}, {33}, {4, 1, 20}, {20, 60}};
        for (int[] shape : shapes) {
            cases.add(adam(adam, samples, samples.gaussian(shape), 1, shape));
            cases.add(adam(adam, samples, samples.gaussian(shape), 0, shape));
        }
        Tensor broken = samples.gaussian(17);
        broken.set(3, Double.NaN);
        broken.set(5, Double.POSITIVE_INFINITY);
        cases.add(
                adam(adam, samples, broken, 0, 17).named("of a broken gradient").withoutGradient());
        cases.add(OpCase.of(
                        adam,
                        samples.gaussian(7),
                        samples.scaled(0, 7),
                        samples.scaled(0, 7),
                        samples.scaled(0, 7),
                        Samples.scalar(0.001),
                        Samples.scalar(1),
                        Samples.scalar(1))
                .named("of zeros")
                .withoutGradient());
    }

    private static OpCase adam(AdamStep adam, Samples samples, Tensor gradient, int apply, int... shape) {
        return OpCase.of(
                        adam,
                        samples.gaussian(shape),
                        gradient,
                        samples.gaussian(shape),
                        samples.positive(shape),
                        Samples.scalar(0.003),
                        Samples.scalar(0.7),
                        Samples.scalar(apply))
                .named("apply " + apply);
    }
}
