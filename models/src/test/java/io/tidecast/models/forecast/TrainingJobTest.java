package io.tidecast.models.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.conformance.BackendOver;
import io.tidecast.core.conformance.FailingBackend;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.core.optim.Sgd;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.WaveNet;
import io.tidecast.models.train.LearningRate;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.ResumableTraining;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingJobTest {
    private static final WaveNet SMALL = new WaveNet(3, 2, List.of(1, 2), 1);
    private static final TrainingOptions OPTIONS =
            TrainingOptions.BOOK.withEpochs(4).withSeed(3).withLearningRate(0.01);

    private static Backend backend;
    private static Experiment experiment;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        backend = Backends.open("ejml");
        experiment = SmallModels.experiment(SMALL, ScalingMethod.STANDARD);
    }

    @AfterAll
    static void close() {
        backend.close();
    }

    /** Asks training to stop after some steps. */
    private static TrainingListener stoppingAfter(int steps) {
        return new TrainingListener() {
            private int done;

            @Override
            public boolean stepDone(int epoch, int step, int count, double loss) {
                done++;
                return done < steps;
            }
        };
    }

    private static void assertSameWeights(ModelFile expected, ModelFile actual) {
        expected.weights()
                .forEach((variable, value) -> assertArrayEquals(
                        value.floats(),
                        actual.weights()
                                .getOrDefault(variable, Tensor.zeros(variable.type()))
                                .floats()));
    }

    @Test
    void stoppedInTheMiddleOfAnEpochItGoesOnAsIfItHadNot() {
        Path checkpoint = folder.resolve("state.checkpoint");
        ModelFile straight;
        int stepsPerEpoch;
        try (TrainingJob job = new TrainingJob(backend, experiment, OPTIONS)) {
            int[] steps = new int[1];
            job.run(new TrainingListener() {
                @Override
                public boolean stepDone(int epoch, int step, int count, double loss) {
                    steps[0] = count;
                    return true;
                }
            });
            straight = job.model().orElseThrow();
            stepsPerEpoch = steps[0];
        }
        assertTrue(stepsPerEpoch > 1, "an epoch should have a middle");
        try (TrainingJob job = new TrainingJob(backend, experiment, OPTIONS)) {
            job.keepCheckpoint(checkpoint);
            job.run(stoppingAfter(2 * stepsPerEpoch + 1));
            assertEquals(2, job.history().size());
        }
        try (TrainingJob job = new TrainingJob(backend, experiment, OPTIONS)) {
            assertEquals(2, job.resume(checkpoint));
            job.run(TrainingListener.SILENT);
            ModelFile resumed = job.model().orElseThrow();
            assertEquals(4, resumed.provenance().epochs());
            assertSameWeights(straight, resumed);
        }
    }

    @Test
    void whenTheDeviceFailsTheLastCheckpointStands() {
        Path checkpoint = folder.resolve("state.checkpoint");
        ModelFile straight;
        try (TrainingJob job = new TrainingJob(backend, experiment, OPTIONS)) {
            job.run(TrainingListener.SILENT);
            straight = job.model().orElseThrow();
        }
        int runs = runsUntil(2) + 1;
        try (Backend failing = new FailingBackend(Backends.open("ejml"), runs);
                TrainingJob job = new TrainingJob(failing, experiment, OPTIONS)) {
            assertTrue(job.kept().isEmpty());
            job.keepCheckpoint(checkpoint);
            FailureException failed = assertThrows(FailureException.class, () -> job.run(TrainingListener.SILENT));
            assertEquals(FailingBackend.REASON, failed.getMessage());
            assertEquals(Optional.of(new ResumableTraining.Kept(checkpoint, 2)), job.kept());
        }
        try (TrainingJob job = new TrainingJob(backend, experiment, OPTIONS)) {
            assertEquals(2, job.resume(checkpoint));
            assertEquals(Optional.of(new ResumableTraining.Kept(checkpoint, 2)), job.kept());
            job.run(TrainingListener.SILENT);
            assertSameWeights(straight, job.model().orElseThrow());
        }
    }

    /** Returns how many runs of programs there are in some epochs. */
    private static int runsUntil(int epochs) {
        int[] runs = new int[1];
        try (Backend counting = new BackendOver(Backends.open("ejml")) {
                    @Override
                    public Kernel link(List<Kernel> kernels) {
                        Kernel linked = super.link(kernels);
                        return () -> {
                            runs[0]++;
                            linked.run();
                        };
                    }
                };
                TrainingJob job = new TrainingJob(counting, experiment, OPTIONS.withEpochs(epochs))) {
            job.run(TrainingListener.SILENT);
        }
        return runs[0];
    }

    @Test
    void beforeTheFirstEpochThereIsNoModel() {
        try (TrainingJob job = new TrainingJob(backend, experiment, OPTIONS)) {
            job.keepCheckpoint(folder.resolve("none.checkpoint"));
            job.run(stoppingAfter(1));
            assertTrue(job.model().isEmpty());
        }
        assertTrue(Files.notExists(folder.resolve("none.checkpoint")));
    }

    @Test
    void checkpointOfOtherOptionsIsRefused() {
        Path checkpoint = folder.resolve("state.checkpoint");
        try (TrainingJob job = new TrainingJob(backend, experiment, OPTIONS.withEpochs(1))) {
            job.keepCheckpoint(checkpoint);
            job.run(TrainingListener.SILENT);
        }
        try (TrainingJob job = new TrainingJob(backend, experiment, OPTIONS.withLearningRate(0.02))) {
            InputException refused = assertThrows(InputException.class, () -> job.resume(checkpoint));
            assertTrue(refused.getMessage().contains("0.02"), refused.getMessage());
        }
        try (TrainingJob job = new TrainingJob(backend, experiment, OPTIONS)) {
            assertEquals(1, job.resume(checkpoint), "more epochs of the same training should be welcome");
        }
    }

    @Test
    void lossThatIsNotFiniteLeavesTheBestModelBefore() {
        TrainingOptions wild = new TrainingOptions(
                100, 0, 32, 3, new LearningRate.Constant(), Update.by(new Sgd(0.9)), Loss.MSE, 0, 3);
        Experiment linear = SmallModels.experiment(new Linear(), ScalingMethod.STANDARD);
        try (TrainingJob job = new TrainingJob(backend, linear, wild)) {
            assertThrows(FailureException.class, () -> job.run(TrainingListener.SILENT));
            job.model()
                    .ifPresent(best -> best.weights().values().forEach(value -> {
                        for (float weight : value.floats()) {
                            assertTrue(Float.isFinite(weight));
                        }
                    }));
        }
    }
}
