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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What heads tell, against closed forms in double precision, sums over what may come, and differences. */
class HeadTest {
    private static final int DRAWS = 20_000;
    private static final double[] SOME = {0.3, -0.7, 0.5, 1, 0.1, -0.4};

    static Stream<Head> distributions() {
        return Stream.concat(
                densities(), Stream.of(new Quantiles(List.of(0.05, 0.3, 0.5, 0.9)), new Quantiles(List.of(0.2, 0.9))));
    }

    static Stream<Head> densities() {
        return Stream.of(new Gaussian(), new StudentT(), new LogisticMixture(1), new LogisticMixture(2));
    }

    @Test
    void gaussianLossIsTheClosedFormHoweverFarOff() {
        double[] raw = {-1e4, -90, -20, -3, 0, 0.5, 4, 90, 1e4};
        double[] away = {-1e6, -30, -1, 0, 1e-3, 2, 1e6};
        assertLosses(
                new Gaussian(),
                cases(raw, away, (scale, distance) -> new double[] {distance / 2, scale}),
                cases(raw, away, (scale, distance) -> new double[] {-distance / 2}),
                (parameters, y) -> {
                    double deviation =
                            Math.log1p(Math.exp(-Math.abs(parameters[1]))) + Math.max(parameters[1], 0) + 1e-3;
                    double z = (y - parameters[0]) / deviation;
                    return z * z / 2 + Math.log(deviation) + Math.log(2 * Math.PI) / 2;
                });
    }

    @Test
    void studentLossIsTheClosedFormForAnyDegreesOfFreedom() {
        double[] raw = {-1e4, -3, 0, 4, 30, 1e3, 1e5};
        double[] away = {-1e6, -30, -1, 0, 1e-3, 2, 1e6};
        assertLosses(
                new StudentT(),
                cases(raw, away, (freedom, distance) -> new double[] {distance / 2, 0.3, freedom}),
                cases(raw, away, (freedom, distance) -> new double[] {-distance / 2}),
                (parameters, y) -> {
                    double scale = Math.log1p(Math.exp(parameters[1])) + 1e-3;
                    double freedom =
                            2.001 + Math.log1p(Math.exp(-Math.abs(parameters[2]))) + Math.max(parameters[2], 0);
                    double z = (y - parameters[0]) / scale;
                    return logGamma(freedom / 2)
                            - logGamma((freedom + 1) / 2)
                            + Math.log(freedom * Math.PI) / 2
                            + Math.log(scale)
                            + (freedom + 1) / 2 * Math.log1p(z * z / freedom);
                });
    }

    /** By Stirling's series at 30 more. */
    private static double logGamma(double x) {
        double shift = 0;
        double y = x;
        while (y < x + 30) {
            shift += Math.log(y++);
        }
        double stirling = (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2;
        return stirling + 1 / (12 * y) - 1 / (360 * y * y * y) + 1 / (1260 * Math.pow(y, 5)) - shift;
    }

    @Test
    void mixtureLossIsTheClosedFormHoweverFarOff() {
        double[] raw = {-1e3, -20, 0, 3, 1e3};
        double[] away = {-1e5, -3, 0, 0.7, 1e5};
        assertLosses(
                new LogisticMixture(2),
                cases(raw, away, (logit, distance) -> new double[] {logit, 0.5, 0.2, -0.4, -1, 0.6}),
                cases(raw, away, (logit, distance) -> new double[] {distance}),
                (parameters, y) -> {
                    double[] logs = new double[2];
                    for (int i = 0; i < 2; i++) {
                        double scale = Math.log1p(Math.exp(parameters[4 + i])) + 1e-3;
                        double z = Math.abs(y - parameters[2 + i]) / scale;
                        logs[i] = -z - Math.log(scale) - 2 * Math.log1p(Math.exp(-z));
                    }
                    return logSum(parameters[0], parameters[1])
                            - logSum(parameters[0] + logs[0], parameters[1] + logs[1]);
                });
    }

    private static double logSum(double a, double b) {
        return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }

    @Test
    void studentsQuantilesAreThoseOfTables() {
        assertEquals(2.919985580353726, StudentQuantile.of(0.95, 2), 1e-10);
        assertEquals(-2.919985580353726, StudentQuantile.of(0.05, 2), 1e-10);
        assertEquals(12.706204736432095, StudentQuantile.of(0.975, 1), 1e-7);
        assertEquals(2.2281388519649385, StudentQuantile.of(0.975, 10), 1e-10);
        assertEquals(NormalQuantile.of(0.9), StudentQuantile.of(0.9, 1e9), 1e-6);
        for (double level : new double[] {1e-9, 0.01, 0.3, 0.4999}) {
            double t = StudentQuantile.of(level, 3.7);
            assertEquals(level, StudentQuantile.upperTail(-t, 3.7), 1e-10 * level);
        }
    }

    @Test
    void pinballLossIsOfTheQuantilesThatAreTold() {
        Quantiles head = new Quantiles(List.of(0.1, 0.25, 0.5, 0.9));
        double[] steps = {-1e4, -40, -1, 0, 2, 50};
        double[] away = {-1e5, -3, 0, 0.7, 1e5};
        assertLosses(
                head,
                cases(steps, away, (step, distance) -> new double[] {0.3, step, 0.4 - step, 1.5}),
                cases(steps, away, (step, distance) -> new double[] {distance}),
                (parameters, y) -> {
                    double sum = 0;
                    for (double level : head.levels()) {
                        double distance = y - head.quantile(parameters, level);
                        sum += distance >= 0 ? level * distance : (level - 1) * distance;
                    }
                    return sum / head.levels().size();
                });
    }

    /** A loss in double precision. */
    interface ClosedForm {
        double of(double[] parameters, double y);
    }

    /** Makes a case of two numbers. */
    interface Case {
        double[] of(double one, double other);
    }

    static double[][] cases(double[] some, double[] others, Case made) {
        return IntStream.range(0, some.length * others.length)
                .mapToObj(i -> made.of(some[i / others.length], others[i % others.length]))
                .toArray(double[][]::new);
    }

    static void assertLosses(Head head, double[][] parameters, double[][] targets, ClosedForm form) {
        double[] came = Stream.of(targets).mapToDouble(one -> one[0]).toArray();
        double[] found = HeadRun.losses(head, parameters, came);
        for (int i = 0; i < found.length; i++) {
            double expected = form.of(parameters[i], came[i]);
            assertEquals(expected, found[i], 1e-5 * (1 + Math.abs(expected)), "case " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void gradientsAgreeWithDifferences(Head head) {
        Random random = new Random(5);
        TensorType outputs = new TensorType(DType.F64, Shape.of(2 * head.parameters(), 3, 2));
        TensorType target = new TensorType(DType.F64, Shape.of(2, 3, 2));
        try (Backend backend = Backends.open("ejml")) {
            GradientCheck.assertAgreesWithDifferences(
                    backend,
                    List.of(Tensor.gaussian(outputs, 1, random), Tensor.gaussian(target, 1, random)),
                    (builder, inputs) -> List.of(head.losses(inputs.getFirst(), inputs.getLast())));
        }
    }

    @ParameterizedTest
    @MethodSource("densities")
    void densitiesHoldAllProbabilityAndQuantilesTheirShareOfIt(Head head) {
        double[] parameters = Arrays.copyOf(SOME, head.parameters());
        int points = 50_001;
        double reach = 40;
        double width = 2 * reach / (points - 1);
        double[] places =
                IntStream.range(0, points).mapToDouble(i -> i * width - reach).toArray();
        double[][] same = new double[points][];
        Arrays.fill(same, parameters);
        double[] losses = HeadRun.losses(head, same, places);
        double below = 0;
        double level = 0.025;
        for (int i = 0; i < points; i++) {
            double here = Math.exp(-losses[i]) * width;
            while (level < 1 && below + here / 2 > level) {
                assertEquals(places[i], head.quantile(parameters, level), 2e-3 + width, "at level " + level);
                level += 0.05;
            }
            below += here;
        }
        assertEquals(1, below, 1e-4);
        assertTrue(level > 0.97, "passed level " + level);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void quantilesRiseAndTheMeanIsTheirs(Head head) {
        SplittableGenerator random = new SplittableGenerator(3);
        for (int round = 0; round < 8; round++) {
            double[] parameters = IntStream.range(0, head.parameters())
                    .mapToDouble(i -> 2 * random.nextGaussian())
                    .toArray();
            int points = 4_000;
            double last = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int i = 0; i < points; i++) {
                double value = head.quantile(parameters, (i + 0.5) / points);
                assertTrue(value >= last, head + " falls at " + i);
                last = value;
                sum += value / points;
            }
            assertEquals(sum, head.mean(parameters), 2e-3 * (1 + Math.abs(sum)));
        }
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void drawsLieBelowQuantilesAsOftenAsTheLevelsSay(Head head) {
        double[] own = Arrays.copyOf(SOME, head.parameters());
        SplittableGenerator random = new SplittableGenerator(11);
        double[] levels = {0.02, 0.3, 0.5, 0.8, 0.95};
        double[] quantiles =
                Arrays.stream(levels).map(level -> head.quantile(own, level)).toArray();
        int[] below = new int[levels.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            double value = head.sample(own, random, 1);
            for (int i = 0; i < levels.length; i++) {
                below[i] += value < quantiles[i] ? 1 : 0;
            }
        }
        for (int i = 0; i < levels.length; i++) {
            double deviation = Math.sqrt(levels[i] * (1 - levels[i]) / DRAWS);
            assertEquals(levels[i], (double) below[i] / DRAWS, 4 * deviation);
        }
        assertEquals(head.median(own), head.sample(own, random, 0), 1e-12);
    }

    @Test
    void codesAreDrawnAsLikelyAsTheirLogitsSay() {
        Head head = new Categorical(3);
        double[] logits = {Math.log(0.5), Math.log(0.3), Math.log(0.2)};
        SplittableGenerator random = new SplittableGenerator(1);
        int[] counts = new int[3];
        for (int draw = 0; draw < DRAWS; draw++) {
            counts[(int) head.sample(logits, random, 1)]++;
        }
        assertEquals(0.5, (double) counts[0] / DRAWS, 0.015);
        assertEquals(0.2, (double) counts[2] / DRAWS, 0.012);
        assertEquals(0.7, head.mean(logits), 1e-12);
        assertEquals(1, head.quantile(logits, 0.6));
        assertEquals(0, head.sample(logits, random, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"regression", "gaussian", "student-t", "mixture=3", "quantiles=0.05,0.5,0.95"})
    void textsAreReadBack(String text) {
        assertEquals(text, HeadText.read("--head", text).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "normal",
                "gaussian=2",
                "mixture=0",
                "mixture=x",
                "quantiles=",
                "quantiles=0.9,0.1",
                "quantiles=0.1,x",
                "quantiles=0,1"
            })
    void textsThatAreNoHeads(String text) {
        InputException refused = assertThrows(InputException.class, () -> HeadText.read("--head", text));
        assertTrue(refused.getMessage().startsWith("--head: "), refused.getMessage());
    }
}
