package io.tidecast.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.optim.Sgd;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.layer.RecurrentLayer;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.WaveNet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
    private static final int WINDOW = 16;
    private static final SineExamples TRAIN = SineExamples.of(100, WINDOW, 2, 1);
    private static final SineExamples VALIDATION = SineExamples.of(40, WINDOW, 2, 2);
    private static final TrainingOptions OPTIONS =
            TrainingOptions.BOOK.withEpochs(4).withLearningRate(0.01);
    private static final ConvGru CONV_GRU = new ConvGru(6, 4, 2, Activation.NONE, 2, 5);

    static Stream<String> backends() {
        return Backends.table().stream()
                .filter(row -> row.availability() instanceof Availability.Available)
                .map(Backends.Row::name);
    }

    static Stream<Arguments> cases() {
        List<Architecture> architectures = List.of(
                CONV_GRU,
                new WaveNet(6, 2, List.of(1, 2, 4), 1),
                new GatedWaveNet(6, 8, 2, List.of(1, 2, 4), 1),
                new Recurrent(RecurrentLayer.Cell.SIMPLE_RNN, List.of(5), false, false),
                new Recurrent(RecurrentLayer.Cell.LSTM, List.of(5), true, true),
                new Recurrent(RecurrentLayer.Cell.GRU, List.of(5), false, true),
                new Linear());
        return backends().flatMap(backend -> architectures.stream().map(each -> Arguments.of(backend, each)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyArchitectureLearnsOnEveryBackend(String name, Architecture architecture) {
        try (Backend backend = Backends.open(name);
                Trainer trainer = new Trainer(backend, architecture.build(1, 2, WINDOW), OPTIONS)) {
            TrainingState state = trainer.train(TRAIN, VALIDATION, TrainingListener.SILENT);
            double first = state.history().getFirst().train().loss();
            double last = state.history().getLast().validation().loss();
            assertTrue(last < 0.8 * first, first + " should have fallen well, but came to " + last);
            assertEquals(
                    state.history().get(state.bestEpoch().orElseThrow() - 1).validation(),
                    trainer.score(state.best(), VALIDATION));
        }
    }

    static Stream<Arguments> resumed() {
        return backends()
                .flatMap(backend -> Stream.of(OPTIONS, OPTIONS.withAverage(0.9), OPTIONS.withDropout(0.3))
                        .map(options -> Arguments.of(backend, options)));
    }

    @ParameterizedTest
    @MethodSource("resumed")
    void resumingAfterAnyEpochGivesTheBitsOfNeverHavingStopped(
            String name, TrainingOptions options, @TempDir Path folder) {
        Network network = CONV_GRU.build(1, 2, WINDOW);
        try (Backend backend = Backends.open(name)) {
            List<TrainingState> states = new ArrayList<>();
            SequencedMap<Variable, Tensor> through;
            try (Trainer trainer = new Trainer(backend, network, options)) {
                through = trainer.train(TRAIN, VALIDATION, keeping(states)).variables();
            }
            for (TrainingState stopped : states) {
                Path file = folder.resolve("checkpoint.safetensors");
                new Checkpoint("sines", stopped).write(file);
                try (Trainer trainer = new Trainer(backend, network, options)) {
                    Checkpoint read = Checkpoint.read(file, network, trainer.variables());
                    trainer.resume(read.stateFor("sines", file));
                    TrainingState resumed = trainer.train(TRAIN, VALIDATION, TrainingListener.SILENT);
                    assertSameBits(through, resumed.variables());
                    assertSameBits(states.getLast().best(), resumed.best());
                }
            }
        }
    }

    /** Windows of which each epoch has others, and not as many. */
    private record DrawnSines(SineExamples usual) implements Examples {
        @Override
        public Examples inEpoch(long seed, int epoch) {
            return SineExamples.of(60 + 20 * epoch, WINDOW, 2, 100 * seed + epoch);
        }

        @Override
        public int count() {
            return usual.count();
        }

        @Override
        public int inputs() {
            return usual.inputs();
        }

        @Override
        public int window() {
            return usual.window();
        }

        @Override
        public int outputs() {
            return usual.outputs();
        }

        @Override
        public void fill(int[] order, int from, int count, Batch batch) {
            usual.fill(order, from, count, batch);
        }
    }

    @Test
    void everyEpochSeesTheWindowsThatAreDrawnForItAfterAResumeToo() {
        Network network = CONV_GRU.build(1, 2, WINDOW);
        TrainingOptions options = OPTIONS.withEpochs(3);
        DrawnSines drawn = new DrawnSines(TRAIN);
        try (Backend backend = Backends.open("cpu")) {
            List<TrainingState> states = new ArrayList<>();
            try (Trainer trainer = new Trainer(backend, network, options)) {
                trainer.train(drawn, VALIDATION, keeping(states));
            }
            assertEquals(3 + 4 + 4, states.getLast().step(), "steps of 32 of 80, 100 and 120 windows");
            try (Trainer trainer = new Trainer(backend, network, options)) {
                trainer.resume(states.get(1));
                TrainingState resumed = trainer.train(drawn, VALIDATION, TrainingListener.SILENT);
                assertSameBits(states.getLast().variables(), resumed.variables());
            }
            try (Trainer trainer = new Trainer(backend, network, options)) {
                trainer.resume(states.get(1));
                TrainingState other = trainer.train(TRAIN, VALIDATION, TrainingListener.SILENT);
                assertNotEquals(
                        states.getLast().history().getLast().train().loss(),
                        other.history().getLast().train().loss());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void windowsTooLongToComputeAtOnceAreLearntFromToo(String name) {
        int window = BlockPlan.MOST_TOGETHER + 4000;
        SineExamples one = SineExamples.of(1, window, 1, 5);
        WaveNet waveNet = new WaveNet(3, 2, List.of(1, 2, 4, 512), 1);
        try (Backend backend = Backends.open(name);
                Trainer trainer = new Trainer(
                        backend,
                        waveNet.build(1, 1, window),
                        OPTIONS.withBatch(1).withEpochs(15))) {
            List<EpochRecord> history =
                    trainer.train(one, one, TrainingListener.SILENT).history();
            assertTrue(history.getLast().validation().loss()
                    < 0.9 * history.getFirst().train().loss());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void weightsAreJudgedAndKeptAsTheirAverage(String name) {
        Network network = CONV_GRU.build(1, 2, WINDOW);
        TrainingOptions options = OPTIONS.withStepsPerEpoch(1).withEpochs(12).withAverage(0.5);
        List<TrainingState> states = new ArrayList<>();
        try (Backend backend = Backends.open(name);
                Trainer trainer = new Trainer(backend, network, options)) {
            trainer.train(TRAIN, VALIDATION, keeping(states));
            SequencedMap<Variable, Tensor> first = network.initialWeights(options.seed());
            for (Variable parameter : network.variables()) {
                double[] average = Objects.requireNonNull(first.get(parameter)).doubles();
                for (TrainingState state : states) {
                    double kept = Math.min(0.5, (1.0 + state.step()) / (10.0 + state.step()));
                    double[] weights = Objects.requireNonNull(state.variables().get(parameter))
                            .doubles();
                    for (int i = 0; i < average.length; i++) {
                        average[i] = kept * average[i] + (1 - kept) * weights[i];
                    }
                    if (state.bestEpoch().orElseThrow() == state.history().size()) {
                        assertArrayEquals(
                                average,
                                Objects.requireNonNull(state.best().get(parameter))
                                        .doubles(),
                                1e-5);
                    }
                }
            }
            TrainingState last = states.getLast();
            assertEquals(
                    last.history().get(last.bestEpoch().orElseThrow() - 1).validation(),
                    trainer.score(last.best(), VALIDATION));
        }
    }

    @Test
    void aCheckpointWithoutAnAverageIsRefusedWhereOneIsAskedFor(@TempDir Path folder) {
        Network network = CONV_GRU.build(1, 2, WINDOW);
        Path file = folder.resolve("checkpoint.safetensors");
        try (Backend backend = Backends.open("ejml");
                Trainer plain = new Trainer(backend, network, OPTIONS.withEpochs(1));
                Trainer averaging = new Trainer(backend, network, OPTIONS.withAverage(0.9))) {
            new Checkpoint("sines", plain.train(TRAIN, VALIDATION, TrainingListener.SILENT)).write(file);
            InputException refused =
                    assertThrows(InputException.class, () -> Checkpoint.read(file, network, averaging.variables()));
            assertTrue(refused.getMessage().contains("other options"), refused.getMessage());
        }
    }

    @Test
    void anotherTrainingsCheckpointIsRefused(@TempDir Path folder) {
        Network network = CONV_GRU.build(1, 2, WINDOW);
        Path file = folder.resolve("checkpoint.safetensors");
        try (Backend backend = Backends.open("ejml");
                Trainer trainer = new Trainer(backend, network, OPTIONS.withEpochs(1))) {
            new Checkpoint("sines", trainer.train(TRAIN, VALIDATION, TrainingListener.SILENT)).write(file);
            Checkpoint read = Checkpoint.read(file, network, trainer.variables());
            assertThrows(InputException.class, () -> read.stateFor("cosines", file));
            Network wider = new ConvGru(7, 4, 2, Activation.NONE, 2, 5).build(1, 2, WINDOW);
            InputException refused =
                    assertThrows(InputException.class, () -> Checkpoint.read(file, wider, wider.variables()));
            assertTrue(refused.getMessage().contains("another network"), refused.getMessage());
        }
    }

    @Test
    void stoppingInTheMiddleOfAnEpochReturnsToTheLastWholeOne() {
        try (Backend backend = Backends.open("ejml");
                Trainer trainer = new Trainer(backend, CONV_GRU.build(1, 2, WINDOW), OPTIONS)) {
            TrainingState state = trainer.train(TRAIN, VALIDATION, new TrainingListener() {
                @Override
                public boolean stepDone(int epoch, int step, int steps, double loss) {
                    return epoch < 3 || step < 2;
                }
            });
            assertEquals(2, state.history().size());
            assertEquals(8, state.step());
        }
    }

    @Test
    void aLossThatIsNotFiniteStopsAndSaysWhere() {
        TrainingOptions explosive = new TrainingOptions(
                50, 0, 32, 1e30, new LearningRate.Constant(), Update.by(new Sgd(0)), Loss.MSE, 0, 1);
        List<TrainingState> states = new ArrayList<>();
        try (Backend backend = Backends.open("ejml");
                Trainer trainer = new Trainer(backend, new Linear().build(1, 2, WINDOW), explosive)) {
            FailureException failure =
                    assertThrows(FailureException.class, () -> trainer.train(TRAIN, VALIDATION, keeping(states)));
            assertTrue(failure.getMessage().contains("not a finite number at step"), failure.getMessage());
            for (TrainingState state : states) {
                state.variables().values().forEach(value -> assertTrue(allFinite(value)));
            }
        }
    }

    @Test
    void patienceEndsTraining() {
        TrainingOptions hopeless = new TrainingOptions(
                50, 0, 32, 1e-30, new LearningRate.Constant(), TrainingOptions.BOOK.update(), Loss.MAE, 3, 1);
        try (Backend backend = Backends.open("ejml");
                Trainer trainer = new Trainer(backend, new Linear().build(1, 2, WINDOW), hopeless)) {
            TrainingState state = trainer.train(TRAIN, VALIDATION, TrainingListener.SILENT);
            assertEquals(4, state.history().size());
            assertEquals(1, state.bestEpoch().orElseThrow());
        }
    }

    @Test
    void anEpochCanBeCutShort() {
        try (Backend backend = Backends.open("ejml");
                Trainer trainer =
                        new Trainer(backend, new Linear().build(1, 2, WINDOW), OPTIONS.withStepsPerEpoch(3))) {
            assertEquals(
                    12,
                    trainer.train(TRAIN, VALIDATION, TrainingListener.SILENT).step());
        }
    }

    @Test
    void windowsOfWeightZeroChangeNothing() {
        int[] few = {0, 1, 2, 3, 4};
        Network network = CONV_GRU.build(1, 2, WINDOW);
        SineExamples five = SineExamples.of(5, WINDOW, 2, 3);
        try (Backend backend = Backends.open("ejml");
                Trainer narrow = new Trainer(backend, network, sized(few.length));
                Trainer wide = new Trainer(backend, network, sized(32))) {
            double[] expected = gradientStep(narrow, five);
            assertArrayEquals(expected, gradientStep(wide, five), 1e-12);
        }
    }

    private static TrainingOptions sized(int batch) {
        return new TrainingOptions(
                1, 0, batch, 0.1, new LearningRate.Constant(), Update.by(new Sgd(0)), Loss.HUBER, 0, 7);
    }

    private static double[] gradientStep(Trainer trainer, Examples examples) {
        TrainingState state = trainer.train(examples, examples, TrainingListener.SILENT);
        return state.variables().values().stream()
                .flatMapToDouble(value -> Arrays.stream(value.doubles()))
                .toArray();
    }

    private static TrainingListener keeping(List<TrainingState> states) {
        return new TrainingListener() {
            @Override
            public void epochDone(TrainingState state) {
                states.add(state);
            }
        };
    }

    private static boolean allFinite(Tensor value) {
        return Arrays.stream(value.doubles()).allMatch(Double::isFinite);
    }

    private static void assertSameBits(SequencedMap<Variable, Tensor> left, SequencedMap<Variable, Tensor> right) {
        assertEquals(left.keySet(), right.keySet());
        left.forEach((variable, value) -> assertEquals(
                -1,
                value.segment()
                        .mismatch(Objects.requireNonNull(right.get(variable)).segment()),
                variable.name()));
    }
}
