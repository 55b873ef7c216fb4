package io.tidecast.models.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteExamplesTest {
    private static final GatedWaveNet SMALL = new GatedWaveNet(4, 4, 2, List.of(1, 2), 1);

    @TempDir
    private Path work;

    private NoteFolder folder;

    @BeforeEach
    void read() throws IOException {
        folder = NoteFolder.read(Chorales.folder(work), Chorales.split());
    }

    private NoteExperiment experiment(int transposition) {
        return new NoteExperiment(
                SMALL, new NoteConfig(folder.codes(transposition), 8, 4, transposition, folder.split()), folder);
    }

    @Test
    void tellsEachNoteTheOneBefore() {
        NoteExperiment experiment = experiment(2);
        NoteCodes codes = experiment.config().codes();
        Examples examples = experiment.examples(Part.TEST).orElseThrow();
        assertEquals(3, examples.count());
        Piece piece = folder.of(Part.TEST).getFirst();
        Batch batch = new Batch(experiment.network(), 2);
        examples.fill(new int[] {1}, 0, 1, batch);
        assertEquals(codes.beginning(), batch.inputCodes()[0]);
        assertEquals(0, batch.weights()[0]);
        for (int step = 0; step < 24; step++) {
            int note = piece.note(4 + step / 3, step % 3);
            assertEquals(codes.code(step % 3, note), batch.targetCodes()[step * 2]);
            assertEquals(note, codes.note(batch.targetCodes()[step * 2]));
            assertEquals(step == 0 ? 0 : 1, batch.weights()[step * 2]);
            assertEquals(0, batch.weights()[step * 2 + 1]);
            if (step > 0) {
                assertEquals(batch.targetCodes()[step * 2 - 2], batch.inputCodes()[step * 2]);
            }
        }
    }

    @Test
    void transposesWhatIsLearntAndNothingElse() {
        NoteExperiment experiment = experiment(2);
        NoteCodes codes = experiment.config().codes();
        Examples examples = experiment.examples(Part.TRAIN).orElseThrow();
        assertEquals(4 * 4 * 5, examples.count());
        Batch batch = new Batch(experiment.network(), 5);
        examples.fill(new int[] {0, 1, 2, 3, 4}, 0, 5, batch);
        assertEquals(1, batch.weights()[0]);
        Piece piece = folder.of(Part.TRAIN).getFirst();
        for (int step = 0; step < 24; step++) {
            int note = piece.note(step / 3, step % 3);
            for (int column = 0; column < 5; column++) {
                assertEquals(note == 0 ? 0 : note + column - 2, codes.note(batch.targetCodes()[step * 5 + column]));
            }
        }
        assertEquals(3, experiment.examples(Part.VALIDATION).orElseThrow().count());
    }

    @Test
    void refusesNotesOutOfTheModelsRange() throws IOException {
        Chorales.write(work.resolve("test/1.csv"), Chorales.scale(18, 80));
        folder = NoteFolder.read(work, Chorales.split());
        String message = assertThrows(InputException.class, () -> experiment(0).examples(Part.TEST))
                .getMessage();
        assertTrue(message.contains("test/1.csv: chord 1: found note 92, expected 48 to 67"), message);
    }

    @Test
    void saysWhichPartIsMissing() {
        NoteConfig longer = new NoteConfig(folder.codes(0), 19, 4, 0, folder.split());
        NoteExperiment experiment = new NoteExperiment(SMALL, longer, folder);
        String message = assertThrows(InputException.class, () -> experiment.required(Part.TEST))
                .getMessage();
        assertTrue(message.contains("no notes are in the test part"), message);
    }
}
