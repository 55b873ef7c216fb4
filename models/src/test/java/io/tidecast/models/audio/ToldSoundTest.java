package io.tidecast.models.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.StandardColumns;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.layer.Context;
import io.tidecast.models.layer.Upsampling;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.train.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What networks of sound are told beside it: numbers in place of labels, and rows along recordings. */
class ToldSoundTest {
    private static final int RATE = 8_000;
    private static final int ROWS_A_SECOND = 1_000;
    private static final int EVERY = RATE / ROWS_A_SECOND;
    private static final int WINDOW = 64;
    private static final double ROUNDING = 1e-4;

    @TempDir
    private Path folder;

    /** Writes a recording that begins in silence, whose samples then count, and rows that count beside it. */
    private void record(String name, int silence, int length, int rows) throws IOException {
        float[] samples = new float[silence + length];
        for (int i = 0; i < length; i++) {
            samples[silence + i] = (2_000 + silence + i) / 32_768f;
        }
        WavWriter.write(folder.resolve(name + ".wav"), samples, RATE);
        StringBuilder table = new StringBuilder("pitch,loudness\n");
        for (int row = 0; row < rows; row++) {
            table.append(row).append(',').append(10 * row).append('\n');
        }
        Files.writeString(folder.resolve(name + ".csv"), table);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private SoundFolder scan(Optional<Path> vectors, Optional<Integer> rowRate, double trim) {
        SoundSplit split = new SoundSplit(Optional.of("t_*"), Optional.empty(), 0, 0, 1);
        return SoundFolder.scan(
                folder,
                new SoundFolder.Request(
                        Optional.of("?_{voice}.wav"),
                        Optional.empty(),
                        new SixteenBits(1),
                        trim,
                        vectors,
                        rowRate.map(rate -> new LocalColumns.Request(rate, Upsampling.REPEATED)),
                        split),
                _ -> {});
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -30})
    void everySampleIsToldTheRowThatItLiesIn(double trim) throws IOException {
        record("a_1", 203, 300, 63);
        record("a_2", 0, 41, 5);
        record("t_1", 101, 100, 26);
        SoundFolder sound = scan(Optional.empty(), Optional.of(ROWS_A_SECOND), trim);
        GatedWaveNet waveNet = new GatedWaveNet(3, 4, 2, List.of(1, 2), 1)
                .withContext(new Context(12, 2, List.of(1), Upsampling.REPEATED));
        everySampleIsTold(new SoundExperiment(waveNet, WINDOW, sound), 24);
        ConvGru convGru = new ConvGru(3, 3, 1, Activation.NONE, 1, 4);
        everySampleIsTold(new SoundExperiment(convGru, WINDOW, sound), EVERY);
    }

    private static void everySampleIsTold(SoundExperiment experiment, int period) {
        assertEquals(period, experiment.network().timeMap().period());
        StandardColumns local =
                experiment.folder().config().local().orElseThrow().columns();
        double mean = local.means().getFirst();
        double deviation = local.deviations().getFirst();
        for (Part part : List.of(Part.TRAIN, Part.TEST)) {
            SoundExamples always = experiment.examples(part).orElseThrow();
            for (SoundExamples examples : List.of(always, always.inEpoch(1, 1), always.inEpoch(1, 2))) {
                Batch batch = new Batch(experiment.network(), examples.count());
                examples.fill(IntStream.range(0, examples.count()).toArray(), 0, examples.count(), batch);
                int counted = 0;
                for (int at = 0; at < batch.weights().length; at++) {
                    int code = Math.round((batch.targets()[at] + 1) / 2 * 65_535) - (1 << 15);
                    if (batch.weights()[at] == 1 && code >= 2_000) {
                        int lies = (code - 2_000) / EVERY;
                        int slot = at / batch.size() / EVERY * batch.size() + at % batch.size();
                        double told = batch.told().local()[slot] * deviation + mean;
                        assertEquals(lies == 5 ? 4 : lies, told, ROUNDING, "the last of a_2 is missing");
                        counted++;
                    }
                }
                assertEquals(part == Part.TRAIN ? 341 : 100, counted);
            }
        }
    }

    @Test
    void numbersAreToldInPlaceOfTheLabelAndStandardisedByThoseToTrainOn() throws IOException {
        for (String voice : List.of("a_ann", "a_bob", "t_eve")) {
            record(voice, 0, 100, 13);
        }
        Path vectors = write("voices.tsv", "voice\tage\theight\nann\t20\t2\nbob\t40\t2\neve\t60\t3\n");
        SoundFolder sound = scan(Optional.of(vectors), Optional.empty(), 0);
        SoundConfig config = sound.config();
        assertEquals(List.of(), config.conditions().labels());
        assertEquals(2, config.conditions().vector());
        assertEquals(List.of(-1f, 0f), config.told(List.of(0)).vector());
        assertEquals(List.of(1f, 0f), config.told(List.of(1)).vector());
        assertEquals(List.of(3f, 1f), config.told(List.of(2)).vector());
        SoundExperiment experiment = new SoundExperiment(new GatedWaveNet(3, 4, 2, List.of(1), 1), WINDOW, sound);
        SoundExamples tests = experiment.examples(Part.TEST).orElseThrow();
        Batch batch = new Batch(experiment.network(), 1);
        tests.fill(new int[] {0}, 0, 1, batch);
        assertEquals(3, batch.told().vector()[0]);
        assertEquals(1, batch.told().vector()[1]);
        assertEquals(0, batch.told().labels().length);
    }

    @Test
    void tablesThatDoNotFitAreRefused() throws IOException {
        record("a_ann", 0, 100, 13);
        record("t_bob", 0, 100, 13);
        refused("has no row of voice 'bob'", write("one.csv", "voice,age\nann,20\n"));
        refused("a second row of voice 'ann'", write("twice.csv", "voice,age\nann,20\nbob,1\nann,21\n"));
        refused("expected the name of a label first", write("other.csv", "who,age\nann,20\nbob,30\n"));
        refused("expected numbers behind the labels", write("bare.csv", "voice\nann\nbob\n"));
        refused("expected a number", write("words.csv", "voice,age\nann,old\nbob,30\n"));
        InputException uneven = assertThrows(InputException.class, () -> scan(Optional.empty(), Optional.of(900), 0));
        assertTrue(
                uneven.getMessage().contains("found 900, expected a rate that divides the 8000"), uneven.getMessage());
        record("t_bob", 0, 100, 11);
        InputException few =
                assertThrows(InputException.class, () -> scan(Optional.empty(), Optional.of(ROWS_A_SECOND), 0));
        assertTrue(few.getMessage().contains("has 11 rows, expected 13"), few.getMessage());
        write("t_bob.csv", "loudness\n1\n");
        InputException other =
                assertThrows(InputException.class, () -> scan(Optional.empty(), Optional.of(ROWS_A_SECOND), 0));
        assertTrue(other.getMessage().contains("found the columns loudness, expected pitch, loudness"));
    }

    private void refused(String message, Path vectors) {
        InputException refused =
                assertThrows(InputException.class, () -> scan(Optional.of(vectors), Optional.empty(), 0));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }
}
