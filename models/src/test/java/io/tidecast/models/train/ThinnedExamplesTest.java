package io.tidecast.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.composite.Activation;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that thins time out is told and asked for the same as one that does not. */
class ThinnedExamplesTest {
    private static final int STEPS = 22;
    private static final int WINDOWS = 3;

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "1, 2", "5, 3", "2, 7", "3, 30"})
    void everyStepIsToldOnceFromThoseBeforeIt(int kernel, int stride) {
        CodeExamples plain = CodeExamples.of(WINDOWS, STEPS, 1);
        Network network = new ConvGru(4, kernel, stride, Activation.NONE, 1, 4).ofCodes(CodeExamples.CLASSES, STEPS);
        Examples thinned = ThinnedExamples.of(plain, network);
        assertEquals(WINDOWS * stride, thinned.count());
        assertEquals(network.window(), thinned.window());
        Batch batch = new Batch(network, thinned.count() + 1);
        thinned.fill(IntStream.range(0, thinned.count()).toArray(), 0, thinned.count(), batch);
        int[][] told = new int[WINDOWS][STEPS];
        int size = batch.size();
        for (int column = 0; column < size; column++) {
            for (int output = 0; output < batch.timeMap().steps(); output++) {
                int step = column % stride + output * stride;
                if (column == thinned.count() || step >= STEPS) {
                    assertEquals(0, batch.weights()[output * size + column]);
                    continue;
                }
                int[] series = plain.series().get(column / stride);
                assertEquals(1, batch.weights()[output * size + column]);
                assertEquals(series[step + 1], batch.targetCodes()[output * size + column]);
                told[column / stride][step]++;
                for (int tap = 0; tap < kernel; tap++) {
                    int before = Math.max(0, step + 1 - kernel + tap);
                    assertEquals(series[before], batch.inputCodes()[(output * stride + tap) * size + column]);
                }
            }
        }
        for (int[] each : told) {
            assertArrayEquals(IntStream.generate(() -> 1).limit(STEPS).toArray(), each);
        }
    }

    @Test
    void whatTellsEveryStepIsGivenWindowsAsTheyAre() {
        CodeExamples plain = CodeExamples.of(WINDOWS, STEPS, 1);
        Network network = new GatedWaveNet(3, 4, 2, List.of(1, 2), 1).ofCodes(CodeExamples.CLASSES, STEPS);
        assertSame(plain, ThinnedExamples.of(plain, network));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aConvGruLearnsCodesThatTheirFrequenciesDoNotTell(int stride) {
        CodeExamples validation = CodeExamples.of(40, STEPS, 2);
        Network network = new ConvGru(8, 3, stride, Activation.NONE, 1, 16).ofCodes(CodeExamples.CLASSES, STEPS);
        TrainingOptions options =
                TrainingOptions.BOOK.withEpochs(12).withLearningRate(0.02).withLoss(Loss.CROSS_ENTROPY);
        try (Backend backend = Backends.open("cpu");
                Trainer trainer = new Trainer(backend, network, options)) {
            TrainingState state = trainer.train(
                    ThinnedExamples.of(CodeExamples.of(256, STEPS, 1), network),
                    ThinnedExamples.of(validation, network),
                    TrainingListener.SILENT);
            Score score = state.history().getLast().validation();
            double entropy = validation.marginalEntropy();
            assertTrue(score.loss() < 0.6 * entropy, score + " against an entropy of " + entropy);
        }
    }
}
