package io.tidecast.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Optimizer;
import io.tidecast.core.optim.Sgd;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.layer.Context;
import io.tidecast.models.layer.Upsampling;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Signal;
import io.tidecast.models.net.WaveNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows worked through in blocks give what whole windows give. On the reference, which computes in double precision. */
class TrainingStepTest {
    private static final int WINDOW = 803;
    private static final int WINDOWS = 5;
    private static final Network WAVE_NET = new WaveNet(4, 3, List.of(1, 2), 1).build(1, 2, WINDOW);

    /** Single precision, in which values leave the reference, of values up to 1. */
    private static final double ROUNDING = 1.2e-7;

    static List<Network> networks() {
        return List.of(
                WAVE_NET,
                BlockPlanTest.strided(WINDOW),
                new GatedWaveNet(4, 6, 2, List.of(1, 2), 2).build(1, 2, WINDOW),
                new GatedWaveNet(4, 6, 2, List.of(1, 2), 2).ofCodes(5, WINDOW),
                new GatedWaveNet(4, 6, 2, List.of(1, 2), 1).withInitialKernel(4).ofCodes(5, WINDOW),
                told());
    }

    /** Counts groups of three steps for its context, and of six for what it is told along. */
    private static Network told() {
        Conditions conditions =
                Conditions.ofLabels(List.of(3)).withVector(2).withLocal(new Conditions.Local(2, 6, Upsampling.LEARNED));
        return new GatedWaveNet(4, 6, 2, List.of(1, 2), 1)
                .withContext(new Context(3, 3, List.of(1), Upsampling.REPEATED))
                .build(1, 2, conditions, WINDOW);
    }

    static Stream<Arguments> updates() {
        return networks().stream()
                .flatMap(network -> Stream.of(Adam.KERAS, new Sgd(0.9))
                        .flatMap(optimizer ->
                                Stream.of(0.01, 100.0).map(clip -> Arguments.of(network, optimizer, clip))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsOfBlocksAddUpToTheWholeWindows(Network network) {
        BlockPlan cut = cut(network);
        assertTrue(cut.count() > 2 && cut.windows() < WINDOWS);
        double[] whole = gradientSums(network, new BlockPlan(network, WINDOWS, 1, 0));
        double[] blocks = gradientSums(network, cut);
        double largest = Arrays.stream(whole).map(Math::abs).max().orElseThrow();
        assertArrayEquals(whole, blocks, ROUNDING * largest);
    }

    @ParameterizedTest
    @MethodSource("updates")
    void aStepOfBlocksIsTheStepOfWholeWindows(Network network, Optimizer optimizer, double clip) {
        TrainingOptions options = options(network, new Update(optimizer, clip));
        try (Backend backend = Backends.open("ejml");
                Run whole = new Run(backend, network, options, new BlockPlan(network, WINDOWS, 1, 0));
                Run blocks = new Run(backend, network, options, cut(network))) {
            for (int step = 1; step <= 3; step++) {
                assertTrue(whole.step(step));
                assertTrue(blocks.step(step));
            }
            whole.kept.forEach(variable -> assertArrayEquals(
                    whole.store.get(variable).doubles(),
                    blocks.store.get(variable).doubles(),
                    ROUNDING,
                    variable.name()));
            assertScore(whole.sum.score(), blocks.sum.score());
            assertTrue(blocks.sumsAreClear());
        }
    }

    @Test
    void nothingChangesWhereALossIsNotFinite() {
        TrainingOptions options = options(WAVE_NET, Update.by(Adam.KERAS));
        try (Backend backend = Backends.open("ejml");
                Run run = new Run(backend, WAVE_NET, options, cut(WAVE_NET))) {
            assertTrue(run.step(1));
            SequencedMap<Variable, Tensor> before = run.store.snapshot();
            run.spoilTarget = true;
            assertFalse(run.step(2));
            before.forEach((variable, value) ->
                    assertArrayEquals(value.doubles(), run.store.get(variable).doubles(), variable.name()));
            run.spoilTarget = false;
            assertTrue(run.step(2));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void evaluationsAndForecastsByBlocksAreThoseOfWholeWindows(Network network) {
        NoiseExamples examples = new NoiseExamples(network, WINDOWS, 3);
        BlockPlan whole = new BlockPlan(network, WINDOWS, 1, 0);
        try (Backend backend = Backends.open("ejml");
                VariableStore store = new VariableStore(backend, network.variables())) {
            store.restore(network.initialWeights(4));
            try (Evaluator together = new Evaluator(store, network, loss(network), whole);
                    Evaluator cut = new Evaluator(store, network, loss(network), cut(network))) {
                assertScore(together.score(examples), cut.score(examples));
            }
            List<float[]> expected = forecasts(new Predictor(store, network, whole), examples);
            List<float[]> found = forecasts(new Predictor(store, network, cut(network)), examples);
            assertEquals(WINDOWS, found.size());
            for (int window = 0; window < WINDOWS; window++) {
                assertArrayEquals(expected.get(window), found.get(window), 1e-6f);
            }
        }
    }

    private static BlockPlan cut(Network network) {
        return BlockPlan.of(network, WINDOWS, 300, 30);
    }

    private static Loss loss(Network network) {
        return network.target() instanceof Signal.Codes ? Loss.CROSS_ENTROPY : Loss.HUBER;
    }

    private static TrainingOptions options(Network network, Update update) {
        return new TrainingOptions(1, 0, WINDOWS, 0.01, new LearningRate.Constant(), update, loss(network), 0, 1);
    }

    /** Returns what steps read and change, in blocks or not. */
    static List<Variable> variables(Network network, TrainingOptions options) {
        List<Variable> variables = TrainingStep.kept(network, options);
        variables.addAll(TrainingGraph.sums(network));
        return variables;
    }

    private static double[] gradientSums(Network network, BlockPlan plan) {
        List<Variable> variables = new ArrayList<>(network.variables());
        variables.addAll(TrainingGraph.sums(network));
        Blocks blocks = new Blocks(network, plan);
        NoiseExamples examples = new NoiseExamples(network, WINDOWS, 2);
        int[] order = IntStream.range(0, WINDOWS).toArray();
        try (Backend backend = Backends.open("ejml");
                VariableStore store = new VariableStore(backend, variables);
                Program program = new Compiler(backend)
                        .compile(TrainingGraph.gradient(plan.network(), blocks.block(), loss(network), 0))
                        .instantiate(store)) {
            store.restore(network.initialWeights(1));
            for (int from = 0; from < WINDOWS; from += plan.windows()) {
                examples.fill(order, from, Math.min(plan.windows(), WINDOWS - from), blocks.windows());
                blocks.run(program, new ScoreSum());
            }
            return TrainingGraph.sums(network).stream()
                    .flatMapToDouble(sum -> Arrays.stream(store.get(sum).doubles()))
                    .toArray();
        }
    }

    private static List<float[]> forecasts(Predictor predictor, NoiseExamples examples) {
        List<float[]> forecasts = new ArrayList<>();
        try (predictor) {
            predictor.forEach(examples, (part, values) -> {
                int steps = examples.network().timeMap().steps();
                int outputs = examples.network().outputs();
                float[] whole = new float[outputs * steps * part.batch().size()];
                BlockPlanTest.copy(part, values, outputs, whole, steps);
                for (int column = 0; column < part.windows(); column++) {
                    int window = part.firstWindow() + column;
                    if (forecasts.size() == window) {
                        forecasts.add(new float[outputs * steps]);
                    }
                    for (int i = 0; i < outputs * steps; i++) {
                        forecasts.get(window)[i] += whole[i * part.batch().size() + column];
                    }
                }
            });
        }
        return forecasts;
    }

    private static void assertScore(Score expected, Score found) {
        assertArrayEquals(
                new double[] {expected.loss(), expected.mse(), expected.mae(), expected.lastStepMse()},
                new double[] {found.loss(), found.mse(), found.mae(), found.lastStepMse()},
                1e-6);
    }

    /** Steps on a store of their own. */
    private static final class Run implements AutoCloseable {
        private final Network network;
        private final TrainingOptions options;
        private final List<Variable> kept;
        private final VariableStore store;
        private final TrainingStep step;
        private final ScoreSum sum = new ScoreSum();
        private boolean spoilTarget;

        Run(Backend backend, Network network, TrainingOptions options, BlockPlan plan) {
            this.network = network;
            this.options = options;
            kept = new ArrayList<>(network.variables());
            kept.addAll(options.update().state(network.variables()));
            store = new VariableStore(backend, variables(network, options));
            store.restore(network.initialWeights(1));
            step = TrainingStep.compile(store, network, options, plan);
        }

        boolean step(int number) {
            NoiseExamples examples = new NoiseExamples(network, WINDOWS, number);
            double size = options.update().optimizer().stepSize(number, options.learningRate());
            int[] order = IntStream.range(0, WINDOWS).toArray();
            return step.run(spoilTarget ? new Spoilt(examples) : examples, order, 0, WINDOWS, number, size, sum);
        }

        boolean sumsAreClear() {
            return TrainingGraph.sums(network).stream()
                    .flatMapToDouble(
                            variable -> Arrays.stream(store.get(variable).doubles()))
                    .allMatch(value -> value == 0);
        }

        @Override
        public void close() {
            step.close();
            store.close();
        }
    }

    /** Examples with one target that is no number, in the middle of the first windows. */
    private record Spoilt(Examples examples) implements Examples {
        @Override
        public int count() {
            return examples.count();
        }

        @Override
        public int inputs() {
            return examples.inputs();
        }

        @Override
        public int window() {
            return examples.window();
        }

        @Override
        public int outputs() {
            return examples.outputs();
        }

        @Override
        public void fill(int[] order, int from, int count, Batch batch) {
            examples.fill(order, from, count, batch);
            if (from == 0) {
                batch.targets()[batch.size() * batch.timeMap().steps() / 2] = Float.NaN;
            }
        }
    }
}
