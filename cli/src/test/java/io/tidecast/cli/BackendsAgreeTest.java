package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backends;
import io.tidecast.models.audio.WavWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend trains networks of every kind as the reference does: of series with every head, of sound and of notes. */
class BackendsAgreeTest {
    private static final String REFERENCE = "ejml";
    private static final String GATED = " --residual 8 --skip 12 --dilations 1,2,4 --stacks 1 --batch 4";

    @TempDir
    private static Path sound;

    @TempDir
    private static Path notes;

    /** Two voices hum a tone of their own; two others go up and down a scale. */
    @BeforeAll
    static void write() {
        for (int take = 0; take < 8; take++) {
            WavWriter.write(sound.resolve("low_" + take + ".wav"), hum(150 + take, 400), 4_000);
            WavWriter.write(sound.resolve("high_" + take + ".wav"), hum(400 + take, 300), 4_000);
            List<String> chords = new ArrayList<>(List.of("high,low"));
            for (int chord = take; chord < take + 20; chord++) {
                chords.add((60 + Math.abs(chord % 12 - 6)) + "," + (50 + Math.abs(chord / 2 % 6 - 3)));
            }
            Tables.write(notes.resolve(take + ".csv"), chords);
        }
    }

    private static float[] hum(double hertz, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * hertz * i / 4_000));
        }
        return samples;
    }

    private static Stream<String> trainings() {
        return Stream.of(
                "conv-gru --steps 15",
                "wavenet --steps 15",
                "conv-gru --head gaussian --units 8 --batch 8 --steps 5",
                "conv-gru --head student-t --units 8 --batch 8 --steps 5",
                "wavenet --head mixture=3 --filters 8 --batch 8 --steps 5",
                "wavenet --head quantiles --preset forecast --batch 8 --steps 3",
                "wavenet --audio SOUND --label {voice}_*.wav --classes 32 --crop 128 --steps 8" + GATED,
                "wavenet --notes NOTES --test-files 0.csv --validation-files 1.csv --chords 8 --shift 4 --transpose 1 --steps 8"
                        + GATED,
                "conv-gru --notes NOTES --test-files 0.csv --validation-files 1.csv --chords 8 --shift 4 --filters 8"
                        + " --units 8 --batch 4 --steps 8");
    }

    static Stream<Arguments> backendsAndTrainings() {
        return Backends.table().stream()
                .filter(row -> !row.name().equals(REFERENCE))
                .flatMap(row -> trainings().map(training -> Arguments.of(row.name(), training)));
    }

    @ParameterizedTest
    @MethodSource("backendsAndTrainings")
    void backendTrainsAsTheReferenceDoes(String backend, String training) {
        Backends.Row row = Backends.table().stream()
                .filter(candidate -> candidate.name().equals(backend))
                .findFirst()
                .orElseThrow();
        if (row.availability() instanceof Availability.Unavailable no) {
            abort(backend + ": " + no.reason() + "; " + no.remedy());
        }
        Terminal shown = verify(training, backend);
        assertEquals(Status.DONE, shown.status(), shown.out() + shown.err());
        assertTrue(shown.out().startsWith(backend + " against " + REFERENCE + ": within tolerance\n"), shown.out());
        assertTrue(shown.out().contains("ops of step 1 by itself"), shown.out());
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        verify("wavenet --audio SOUND --notes NOTES", "cpu").failed(Status.WRONG_INPUT, "--audio and --notes");
        verify("wavenet --audio SOUND --head gaussian", "cpu")
                .failed(Status.WRONG_INPUT, "--head: found 'gaussian', expected of sound");
        verify("gru --notes NOTES", "cpu").failed(Status.WRONG_INPUT, "--notes is for conv-gru and wavenet, found gru");
        verify("wavenet --audio NOTES", "cpu").failed(Status.WRONG_INPUT, notes.toString(), ".wav");
        verify("wavenet --head gausian", "cpu").failed(Status.WRONG_INPUT, "--head", "gausian");
    }

    private static Terminal verify(String training, String backend) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--backends", backend + "," + REFERENCE));
        for (String word : training.split(" ", -1)) {
            arguments.add(
                    switch (word) {
                        case "SOUND" -> sound.toString();
                        case "NOTES" -> notes.toString();
                        default -> word;
                    });
        }
        return Terminal.run(arguments.toArray(String[]::new));
    }
}
