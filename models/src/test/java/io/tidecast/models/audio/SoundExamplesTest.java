package io.tidecast.models.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.data.window.Part;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.train.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundExamplesTest {
    private static final int WINDOW = 16;
    private static final MuLaw LAW = new MuLaw(256);

    @TempDir
    private Path folder;

    private float[] ramp(int length, float from) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = from + i / 200f;
        }
        return samples;
    }

    private SoundFolder scan(double trim, List<String> warnings) {
        SoundSplit split = new SoundSplit(Optional.of("b_*"), Optional.empty(), 0, 0, 1);
        return SoundFolder.scan(
                folder,
                new SoundFolder.Request(Optional.of("{voice}_*.wav"), Optional.empty(), LAW, trim, split),
                warnings::add);
    }

    @Test
    void everySampleIsTheTargetOfOneWindowAndHasItsPast() {
        WavWriter.write(folder.resolve("a_1.wav"), ramp(45, 0), 8_000);
        WavWriter.write(folder.resolve("a_2.wav"), ramp(7, -0.5f), 8_000);
        WavWriter.write(folder.resolve("b_1.wav"), ramp(16, 0.5f), 8_000);
        SoundFolder sound = scan(0, new ArrayList<>());
        SoundExperiment experiment = new SoundExperiment(new GatedWaveNet(3, 4, 2, List.of(1, 2), 1), WINDOW, sound);
        SoundExamples examples = experiment.examples(Part.TRAIN).orElseThrow();
        Batch batch = new Batch(experiment.network(), examples.count());
        int[] order = IntStream.range(0, examples.count()).toArray();
        examples.fill(order, 0, examples.count(), batch);
        List<Integer> seen = new ArrayList<>();
        for (int column = 0; column < batch.size(); column++) {
            for (int step = 0; step < WINDOW; step++) {
                int at = step * batch.size() + column;
                if (batch.weights()[at] == 1) {
                    seen.add(batch.targetCodes()[at]);
                }
                if (step > 0 && batch.weights()[at] == 1) {
                    assertEquals(batch.targetCodes()[at - batch.size()], batch.inputCodes()[at]);
                }
            }
            assertEquals(0, batch.told().labels()[column]);
        }
        List<Integer> expected = new ArrayList<>();
        for (float sample : ramp(45, 0)) {
            expected.add(LAW.encode(Math.round(sample * 32_768) / 32_768.0));
        }
        for (float sample : ramp(7, -0.5f)) {
            expected.add(LAW.encode(Math.round(sample * 32_768) / 32_768.0));
        }
        assertEquals(expected, seen);
        assertEquals(1, experiment.examples(Part.TEST).orElseThrow().count());
        assertTrue(experiment.examples(Part.VALIDATION).isEmpty());
    }

    @Test
    void silenceIsTrimmedAndWhatIsOddIsCounted() {
        float[] tone = new float[4_000];
        for (int i = 1_000; i < 3_000; i++) {
            tone[i] = (float) (2 * Math.sin(i));
        }
        WavWriter.write(folder.resolve("a_1.wav"), tone, 8_000);
        WavWriter.write(folder.resolve("a_2.wav"), new float[500], 8_000);
        WavWriter.write(folder.resolve("b_1.wav"), ramp(50, 0), 8_000);
        List<String> warnings = new ArrayList<>();
        SoundFolder sound = scan(-40, warnings);
        assertEquals(2_000 + 2 * 80, sound.recordings().getFirst().length(), 2);
        assertEquals(2, warnings.size(), warnings.toString());
        assertTrue(
                warnings.get(0).startsWith("1 of 3 files in") && warnings.get(0).contains("silent"));
        assertTrue(warnings.get(1).contains("clipped"));
    }
}
