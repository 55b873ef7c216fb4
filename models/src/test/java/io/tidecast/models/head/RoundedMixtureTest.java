package io.tidecast.models.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.conformance.GradientCheck;
import io.tidecast.core.error.InputException;
import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixtures of rounded numbers, against sums over all levels, closed forms, the papers' formula and differences. */
class RoundedMixtureTest {
    private static final RoundedMixture SIXTEEN_BITS = new RoundedMixture(2, 1 << 16);
    private static final double HALF = 1.0 / 65_535;

    private static double[] losses(RoundedMixture head, double[] parameters, double... targets) {
        double[][] same = new double[targets.length][];
        Arrays.fill(same, parameters);
        return HeadRun.losses(head, same, targets);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-40, -12, -6, -2, 0.5, 3, 40})
    void probabilitiesOfAllLevelsAddUpToOne(double raw) {
        for (int values : new int[] {2, 16, 256}) {
            RoundedMixture head = new RoundedMixture(2, values);
            double[] targets =
                    IntStream.range(0, values).mapToDouble(head::number).toArray();
            double sum = 0;
            for (double loss : losses(head, new double[] {0.3, -0.7, 0.5, -1.2, raw, -1}, targets)) {
                sum += Math.exp(-loss);
            }
            assertEquals(1, sum, 2e-5, values + " levels");
        }
    }

    @Test
    void aSampleOfSixteenBitsIsOneOfAllLevels() {
        double[] parameters = {0.3, -0.7, 0.9, -0.2, -5, -11};
        double[] targets =
                IntStream.range(0, 1 << 16).mapToDouble(SIXTEEN_BITS::number).toArray();
        double sum = 0;
        for (double loss : losses(SIXTEEN_BITS, parameters, targets)) {
            sum += Math.exp(-loss);
        }
        assertEquals(1, sum, 2e-5);
    }

    @Test
    void lossIsTheClosedFormHoweverFarOffOrNarrow() {
        double[] raw = {-60, -13, -11, -8, -5, -1, 0, 2, 8};
        double[] numbers = {-1, -1 + 2 * HALF, -0.5, -HALF, HALF, 3 * HALF, 0.25 + HALF, 1 - 2 * HALF, 1};
        double[][] parameters =
                HeadTest.cases(raw, numbers, (scale, number) -> new double[] {0, -1, 0, 0.25, scale, scale + 1});
        double[] targets = Arrays.stream(HeadTest.cases(raw, numbers, (scale, number) -> new double[] {(float) number}))
                .mapToDouble(one -> one[0])
                .toArray();
        double[] found = HeadRun.losses(SIXTEEN_BITS, parameters, targets);
        for (int i = 0; i < found.length; i++) {
            double expected = closedForm(parameters[i], targets[i]);
            assertEquals(expected, found[i], 3e-5 * (1 + expected), Arrays.toString(parameters[i]) + " " + targets[i]);
        }
    }

    private static double closedForm(double[] parameters, double y) {
        double[] logs = new double[2];
        for (int i = 0; i < 2; i++) {
            double scale = SIXTEEN_BITS.scale(parameters[4 + i]);
            double above = (y - parameters[2 + i] + HALF) / scale;
            double below = (y - parameters[2 + i] - HALF) / scale;
            if (y < HALF - 1) {
                logs[i] = logSigmoid(above);
            } else if (y > 1 - HALF) {
                logs[i] = logSigmoid(-below);
            } else {
                // on the side where both tails are small, as their difference over the larger
                double far = below > 0 ? -above : below;
                double near = below > 0 ? -below : above;
                logs[i] = logSigmoid(near) + Math.log(-Math.expm1(logSigmoid(far) - logSigmoid(near)));
            }
        }
        double shares = Math.exp(parameters[0]) + Math.exp(parameters[1]);
        double one = parameters[0] + logs[0];
        double other = parameters[1] + logs[1];
        double both = Math.max(one, other) + Math.log1p(Math.exp(-Math.abs(one - other)));
        return Math.log(shares) - both;
    }

    private static double logSigmoid(double x) {
        return Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** PixelCNN++: the density times the level's width where the probability is too small for a difference. */
    @Test
    void betweenTheEndsLossIsThatOfThePapers() {
        double[] numbers = IntStream.range(-30, 31)
                .mapToDouble(i -> SIXTEEN_BITS.number(32_768 + 1_000 * i))
                .toArray();
        for (double raw : new double[] {-9, -7, -4, -1}) {
            double[] found = losses(SIXTEEN_BITS, new double[] {0, -50, 0.1, 0, raw, 0}, numbers);
            for (int i = 0; i < numbers.length; i++) {
                double scale = SIXTEEN_BITS.scale(raw);
                double z = (numbers[i] - 0.1) / scale;
                double width = HALF / scale;
                double probability = 1 / (1 + Math.exp(-z - width)) - 1 / (1 + Math.exp(-z + width));
                double density = z - Math.log(scale) - 2 * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))));
                double expected = probability > 1e-5 ? -Math.log(probability) : -density - Math.log(2 * HALF);
                if (expected < 40) {
                    assertEquals(expected, found[i], 2e-3, "at " + numbers[i] + ", ln s " + raw);
                }
            }
        }
    }

    @Test
    void gradientsAgreeWithDifferences() {
        Random random = new Random(5);
        for (RoundedMixture head : new RoundedMixture[] {new RoundedMixture(3, 16), new RoundedMixture(2, 256)}) {
            Tensor outputs = Tensor.gaussian(new TensorType(DType.F64, Shape.of(head.parameters(), 4, 4)), 2, random);
            Tensor target = Tensor.zeros(new TensorType(DType.F64, Shape.of(1, 4, 4)));
            for (int i = 0; i < 16; i++) {
                target.set(i, head.number(i * (head.values() - 1) / 15));
            }
            try (Backend backend = Backends.open("ejml")) {
                GradientCheck.assertAgreesWithDifferences(
                        backend,
                        List.of(outputs),
                        (builder, inputs) -> List.of(head.losses(inputs.getFirst(), builder.constant(target))));
            }
        }
    }

    @Test
    void gradientsOfSinglePrecisionStayFinite() {
        double[][] parameters = HeadTest.cases(
                new double[] {-1e4, -13.1, -6, 0, 1e4}, new double[] {-1e3, -1, 0, 0.3, 1, 1e3}, (raw, middle) ->
                        new double[] {0.5, -0.5, middle, 0, raw, -3});
        for (double y : new double[] {-1, HALF, 1}) {
            double[] targets = new double[parameters.length];
            Arrays.fill(targets, y);
            for (double[] gradient : HeadRun.gradients(SIXTEEN_BITS, parameters, targets)) {
                assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite), y + ": " + Arrays.toString(gradient));
            }
        }
    }

    @Test
    void drawsAreAsFrequentAsTheLossSays() {
        RoundedMixture head = new RoundedMixture(2, 8);
        double[] parameters = {0.3, -0.7, 0.5, -1.2, -2, -0.7};
        double[] targets = IntStream.range(0, 8).mapToDouble(head::number).toArray();
        double[] losses = losses(head, parameters, targets);
        int draws = 20_000;
        int[] counts = new int[8];
        SplittableGenerator random = new SplittableGenerator(11);
        for (int draw = 0; draw < draws; draw++) {
            counts[head.level(head.sample(parameters, random, 1))]++;
        }
        double below = 0;
        for (int level = 0; level < 8; level++) {
            double share = Math.exp(-losses[level]);
            double deviation = Math.sqrt(share * (1 - share) / draws);
            assertEquals(share, (double) counts[level] / draws, 4.5 * deviation, "level " + level);
            assertEquals(targets[level], head.quantile(parameters, below + share / 2), 1e-12);
            below += share;
        }
        assertEquals(head.number(head.level(0.5)), head.sample(parameters, random, 0));
    }

    @Test
    void levelsAreReadBack() {
        for (int level = 0; level < 1 << 16; level++) {
            assertEquals(level, SIXTEEN_BITS.level((float) SIXTEEN_BITS.number(level)));
        }
        assertEquals(0, SIXTEEN_BITS.level(-3));
        assertEquals(65_535, SIXTEEN_BITS.level(3));
        assertThrows(InputException.class, () -> new RoundedMixture(0, 16));
        assertThrows(InputException.class, () -> new RoundedMixture(101, 16));
        assertThrows(InputException.class, () -> new RoundedMixture(1, 1));
        assertThrows(InputException.class, () -> new RoundedMixture(1, 65_537));
    }
}
