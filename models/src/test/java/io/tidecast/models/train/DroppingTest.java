package io.tidecast.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.InputException;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.layer.RecurrentLayer.Cell;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.Signal;
import io.tidecast.models.net.WaveNet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings of which a part is dropped. */
class DroppingTest {
    private static final int WINDOW = 200;
    private static final int WINDOWS = 6;
    private static final TrainingOptions OPTIONS =
            TrainingOptions.BOOK.withEpochs(2).withBatch(4).withDropout(0.2);

    static List<Network> networks() {
        return List.of(
                new ConvGru(6, 4, 2, Activation.NONE, 2, 5).build(2, 2, WINDOW),
                new ConvGru(6, 4, 1, Activation.NONE, 1, 5).ofCodes(5, Conditions.ofLabels(List.of(3)), WINDOW),
                new Recurrent(Cell.LSTM, List.of(5), false, true).build(2, 2, WINDOW),
                new WaveNet(4, 2, List.of(1, 2), 2).build(2, 2, WINDOW),
                new GatedWaveNet(4, 6, 2, List.of(1, 2), 2)
                        .withResidualScale(0.8)
                        .build(2, 2, WINDOW),
                new GatedWaveNet(4, 6, 2, List.of(1, 2), 2).withInitialKernel(2).ofCodes(5, WINDOW));
    }

    private static TrainingOptions options(Network network) {
        return OPTIONS.withLoss(network.target() instanceof Signal.Codes ? Loss.CROSS_ENTROPY : Loss.MSE);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void threadsAgree(Network network) {
        assertArrayEquals(trained(network, 1), trained(network, 3));
    }

    private static double[] trained(Network network, int threads) {
        NoiseExamples examples = new NoiseExamples(network, WINDOWS, 2);
        try (Backend backend = Backends.open("cpu", new BackendOptions(threads));
                Trainer trainer = new Trainer(backend, network, options(network))) {
            return trainer.train(examples, examples, TrainingListener.SILENT).variables().values().stream()
                    .flatMapToDouble(value -> Arrays.stream(value.doubles()))
                    .toArray();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void judgingDropsNothing(Network network) {
        NoiseExamples examples = new NoiseExamples(network, WINDOWS, 3);
        TrainingOptions options = options(network);
        try (Backend backend = Backends.open("cpu");
                Trainer dropping = new Trainer(backend, network, options);
                Trainer plain = new Trainer(backend, network, options.withDropout(0))) {
            assertEquals(
                    plain.score(network.initialWeights(1), examples),
                    dropping.score(network.initialWeights(1), examples));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyStepDropsAnew(Network network) {
        BlockPlan whole = new BlockPlan(network, WINDOWS, 1, 0);
        assertAnew(network, whole);
        BlockPlan cut = BlockPlan.of(network, WINDOWS, 100, 20);
        if (cut.count() > 1) {
            assertAnew(network, cut);
        }
    }

    /** In steps of size 0, which leave the weights alone. */
    private static void assertAnew(Network network, BlockPlan plan) {
        TrainingOptions options = options(network).withBatch(WINDOWS);
        NoiseExamples examples = new NoiseExamples(network, WINDOWS, 4);
        int[] order = {0, 1, 2, 3, 4, 5};
        double[] losses = new double[4];
        try (Backend backend = Backends.open("cpu");
                VariableStore store = new VariableStore(backend, TrainingStepTest.variables(network, options))) {
            store.restore(network.initialWeights(1));
            try (TrainingStep step = TrainingStep.compile(store, network, options, plan)) {
                for (int i = 0; i < losses.length; i++) {
                    ScoreSum sum = new ScoreSum();
                    assertTrue(step.run(examples, order, 0, WINDOWS, i % 3 + 1, 0, sum));
                    losses[i] = sum.meanLoss();
                }
            }
        }
        assertNotEquals(losses[0], losses[1]);
        assertNotEquals(losses[1], losses[2]);
        assertEquals(losses[0], losses[3]);
    }

    @Test
    void aLayerAloneHasNothingToDrop() {
        try (Backend backend = Backends.open("ejml")) {
            InputException refused = assertThrows(
                    InputException.class,
                    () -> new Trainer(backend, new Linear().build(1, 2, WINDOW), OPTIONS).close());
            assertTrue(refused.getMessage().startsWith("dropout: linear has no layer"), refused.getMessage());
        }
        assertThrows(InputException.class, () -> OPTIONS.withDropout(1));
    }
}
