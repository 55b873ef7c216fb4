package io.tidecast.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.error.InputException;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.WaveNet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodesTest {
    private static final int WINDOW = 32;
    private static final Network NETWORK =
            new GatedWaveNet(12, 16, 2, List.of(1, 2), 2).ofCodes(CodeExamples.CLASSES, WINDOW);
    private static final TrainingOptions OPTIONS =
            TrainingOptions.BOOK.withEpochs(12).withLearningRate(0.01).withLoss(Loss.CROSS_ENTROPY);

    @ParameterizedTest
    @MethodSource("io.tidecast.models.train.TrainerTest#backends")
    void aGatedWaveNetLearnsCodesThatTheirFrequenciesDoNotTell(String name) {
        CodeExamples train = CodeExamples.of(256, WINDOW, 1);
        CodeExamples validation = CodeExamples.of(40, WINDOW, 2);
        try (Backend backend = Backends.open(name);
                Trainer trainer = new Trainer(backend, NETWORK, OPTIONS)) {
            TrainingState state = trainer.train(train, validation, TrainingListener.SILENT);
            Score score = state.history().getLast().validation();
            double entropy = validation.marginalEntropy();
            assertTrue(score.loss() < 0.5 * entropy, score + " against an entropy of " + entropy);
            // (1 − p)² < 1 − p < −ln p for any probability p within 0 and 1
            assertTrue(0 < score.mse() && score.mse() < score.mae() && score.mae() < score.loss(), score.toString());
        }
    }

    @Test
    void codesGoThroughAnEmbeddingAndComeOutAsLogits() {
        assertEquals(new TimeMap(0, 1, WINDOW, 7), NETWORK.timeMap());
        int gated = 2 * 12 * 24 + 24;
        int residual = 12 * 12 + 12;
        int skips = 4 * 12 * 16 + 16;
        int head = 16 * 16 + 16 + 16 * 5 + 5;
        assertEquals(5 * 12 + 4 * gated + 3 * residual + skips + head, NETWORK.parameterCount());
    }

    @Test
    void anInitialKernelSeesFurtherAndHasATableForEachTap() {
        Network led = new GatedWaveNet(12, 16, 2, List.of(1, 2), 2)
                .withInitialKernel(4)
                .ofCodes(CodeExamples.CLASSES, WINDOW);
        assertEquals(new TimeMap(0, 1, WINDOW, 10), led.timeMap());
        assertEquals(NETWORK.parameterCount() + 3 * 5 * 12, led.parameterCount());
        assertEquals("embedding/tables", led.variables().getFirst().name());
        assertEquals("embedding/table", NETWORK.variables().getFirst().name());
    }

    @Test
    void aLossThatDoesNotFitTheNetworkIsSaid() {
        Network numbers = new WaveNet(6, 2, List.of(1, 2), 1).build(1, 2, WINDOW);
        try (Backend backend = Backends.open("ejml")) {
            assertRefused(backend, NETWORK, Loss.MSE, "gated-wavenet tells (categorical=5): choose cross-entropy");
            assertRefused(backend, numbers, Loss.CROSS_ENTROPY, "wavenet tells (regression): choose mse or mae");
        }
    }

    private static void assertRefused(Backend backend, Network network, Loss loss, String reason) {
        TrainingOptions options = OPTIONS.withLoss(loss);
        InputException fault = assertThrows(InputException.class, () -> new Trainer(backend, network, options).close());
        assertTrue(fault.getMessage().contains(reason), fault.getMessage());
    }
}
