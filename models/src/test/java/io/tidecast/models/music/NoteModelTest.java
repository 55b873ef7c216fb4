package io.tidecast.models.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.InputException;
import io.tidecast.models.codes.CodesTraining;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.step.SteppedNetwork;
import io.tidecast.models.step.Steps;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoteModelTest {
    @TempDir
    private Path work;

    static Stream<CodesArchitecture> architectures() {
        return Stream.of(
                new GatedWaveNet(6, 6, 2, List.of(1, 2, 4), 1),
                new ConvGru(6, 4, 1, Activation.NONE, 2, 6),
                new ConvGru(6, 3, 2, Activation.NONE, 1, 6));
    }

    private NoteExperiment experiment(CodesArchitecture architecture) throws IOException {
        NoteFolder folder = NoteFolder.read(Chorales.folder(work.resolve("notes")), Chorales.split());
        NoteConfig config = new NoteConfig(folder.codes(1), 8, 4, 1, folder.split());
        return new NoteExperiment(architecture, config, folder);
    }

    private static NoteModel trained(Backend backend, NoteExperiment experiment) {
        TrainingOptions options = TrainingOptions.BOOK
                .withLoss(Loss.CROSS_ENTROPY)
                .withEpochs(2)
                .withBatch(4)
                .withLearningRate(0.01);
        try (CodesTraining<NoteModel> training = new CodesTraining<>(backend, experiment, options)) {
            training.run(new TrainingListener() {
                @Override
                public boolean stepDone(int epoch, int step, int steps, double loss) {
                    return true;
                }

                @Override
                public void epochDone(TrainingState state) {}
            });
            return training.model().orElseThrow();
        }
    }

    /** A network that goes note by note cannot have seen the note that it tells. */
    @ParameterizedTest
    @MethodSource("architectures")
    void windowsAreJudgedAsIfNoteByNote(CodesArchitecture architecture) throws IOException {
        NoteExperiment experiment = experiment(architecture);
        try (Backend backend = Backends.open("ejml")) {
            NoteModel model = trained(backend, experiment);
            NoteScore whole = Objects.requireNonNull(
                    experiment.scores(backend, model.weights()).get(Part.TEST));
            NoteCodes codes = model.config().codes();
            Piece piece = experiment.folder().of(Part.TEST).getFirst();
            double nats = 0;
            long notes = 0;
            try (SteppedNetwork stepped = new SteppedNetwork(backend, model.network(), model.weights(), 1)) {
                for (int chord = 0; chord + 8 <= piece.chords(); chord += 4) {
                    try (Steps steps = stepped.begin()) {
                        steps.inputCodes()[0] = codes.beginning();
                        for (int at = 0; at < 24; at++) {
                            do {
                                steps.advance();
                            } while (!steps.hasOutput());
                            int code = codes.code(at % 3, piece.note(chord + at / 3, at % 3));
                            nats += at == 0 ? 0 : nats(steps.output(), code);
                            notes += at == 0 ? 0 : 1;
                            steps.inputCodes()[0] = code;
                        }
                    }
                }
            }
            assertEquals(notes, whole.notes());
            assertEquals(nats / notes, whole.nats(), 1e-5);
            assertTrue(whole.right() >= 0 && whole.right() <= 1);
        }
    }

    private static double nats(float[] logits, int code) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - logits[code];
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void isKeptInAFile(CodesArchitecture architecture) throws IOException {
        NoteExperiment experiment = experiment(architecture);
        Path file = work.resolve("notes.safetensors");
        try (Backend backend = Backends.open("ejml")) {
            NoteModel model = trained(backend, experiment);
            model.write(file);
            NoteModel read = NoteModel.read(file);
            assertTrue(NoteModel.isOne(file));
            assertEquals(model.config(), read.config());
            assertEquals(model.architecture(), read.architecture());
            assertEquals(model.provenance(), read.provenance());
            assertEquals(experiment.scores(backend, model.weights()), experiment.scores(backend, read.weights()));
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void goesOnFromAPieceOfItsOwnVoicesAlone(CodesArchitecture architecture) throws IOException {
        NoteExperiment experiment = experiment(architecture);
        Piece piece = experiment.folder().of(Part.TEST).getFirst();
        try (Backend backend = Backends.open("ejml");
                NoteGenerator generator = new NoteGenerator(backend, trained(backend, experiment), 1, 7)) {
            generator.follow(piece);
            generator.next();
            Piece longer = generator.piece("longer");
            assertEquals(piece.chords() + 1, longer.chords());
            assertEquals(piece.note(3, 1), longer.note(3, 1));
            assertThrows(InputException.class, () -> generator.follow(new Piece("two", 2, List.of(60, 55))));
            assertThrows(InputException.class, () -> generator.follow(new Piece("high", 3, List.of(60, 55, 120))));
        }
    }
}
