package io.tidecast.models.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.train.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundExamplesTest {
    private static final int WINDOW = 16;
    private static final MuLaw LAW = new MuLaw(256);
    private static final int SILENCE = 1 << 15;
    private static final int REACH = 4;
    private static final GatedWaveNet NARROW = new GatedWaveNet(3, 4, 2, List.of(1, 2), 1);

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
        return scan(LAW, trim, warnings);
    }

    private SoundFolder scan(SampleCode code, double trim, List<String> warnings) {
        SoundSplit split = new SoundSplit(Optional.of("b_*"), Optional.empty(), 0, 0, 1);
        return SoundFolder.scan(
                folder,
                new SoundFolder.Request(
                        Optional.of("{voice}_*.wav"),
                        Optional.empty(),
                        code,
                        trim,
                        Optional.empty(),
                        Optional.empty(),
                        split),
                warnings::add);
    }

    @Test
    void everySampleIsTheTargetOfOneWindowAndHasItsPast() {
        WavWriter.write(folder.resolve("a_1.wav"), ramp(45, 0), 8_000);
        WavWriter.write(folder.resolve("a_2.wav"), ramp(7, -0.5f), 8_000);
        WavWriter.write(folder.resolve("b_1.wav"), ramp(16, 0.5f), 8_000);
        SoundFolder sound = scan(0, new ArrayList<>());
        SoundExperiment experiment = new SoundExperiment(NARROW, WINDOW, sound);
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

    /** Writes recordings whose every sample says which one of which file it is. */
    private SoundExamples tagged(int... lengths) {
        for (int file = 0; file < lengths.length; file++) {
            float[] samples = new float[lengths[file]];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (1_000 * (file + 1) + i) / 32_768f;
            }
            WavWriter.write(folder.resolve((file % 2 == 0 ? "a_" : "c_") + file + ".wav"), samples, 8_000);
        }
        WavWriter.write(folder.resolve("b_9.wav"), ramp(20, 0), 8_000);
        SoundFolder sound = scan(new SixteenBits(1), 0, new ArrayList<>());
        return new SoundExperiment(NARROW, WINDOW, sound).examples(Part.TRAIN).orElseThrow();
    }

    private Batch filled(SoundExamples examples) {
        SoundFolder sound = scan(new SixteenBits(1), 0, new ArrayList<>());
        Batch batch = new Batch(new SoundExperiment(NARROW, WINDOW, sound).network(), examples.count());
        examples.fill(IntStream.range(0, examples.count()).toArray(), 0, examples.count(), batch);
        return batch;
    }

    @Test
    void anEpochsCropsCountEverySampleOnceAndAllThatIsSeenOfItsPast() {
        int[] lengths = {45, 7, 20, 18, 33, 29, 5, 400};
        SoundExamples always = tagged(lengths);
        Set<List<Integer>> layouts = new HashSet<>();
        for (int epoch = 1; epoch <= 6; epoch++) {
            SoundExamples drawn = always.inEpoch(3, epoch);
            Batch batch = filled(drawn);
            List<Integer> counted = new ArrayList<>();
            for (int column = 0; column < batch.size(); column++) {
                for (int step = 0; step < WINDOW; step++) {
                    if (batch.weights()[step * batch.size() + column] == 1) {
                        counted.add(requirePast(batch, column, step));
                    }
                }
            }
            assertEquals(
                    IntStream.range(0, lengths.length)
                            .flatMap(file -> IntStream.range(0, lengths[file]).map(i -> 1_000 * (file + 1) + i))
                            .boxed()
                            .toList(),
                    counted.stream().sorted().toList());
            assertTrue(drawn.count() < always.count(), drawn.count() + " windows, not drawn " + always.count());
            assertTrue(drawn.countedShare() > always.countedShare());
            assertEquals(counted.size() / (double) (WINDOW * drawn.count()), drawn.countedShare(), 1e-12);
            assertArrayEquals(batch.inputs(), filled(always.inEpoch(3, epoch)).inputs());
            layouts.add(counted);
        }
        assertTrue(layouts.size() > 1, "every epoch has the same crops");
        assertFalse(Arrays.equals(
                filled(always.inEpoch(3, 1)).inputs(),
                filled(always.inEpoch(4, 1)).inputs()));
    }

    /** Returns which sample is the target, after a look at what has been told before it. */
    private static int requirePast(Batch batch, int column, int step) {
        int tag = code(batch.targets()[step * batch.size() + column]) - SILENCE;
        int sample = tag % 1_000;
        assertEquals((tag / 1_000 - 1) % 2 * 2, batch.told().labels()[column]);
        for (int back = 1; back <= REACH; back++) {
            int at = step + 1 - back;
            if (sample - back >= 0) {
                assertEquals(tag - back, code(batch.inputs()[at * batch.size() + column]) - SILENCE);
            } else if (at >= 0) {
                assertEquals(SILENCE, code(batch.inputs()[at * batch.size() + column]));
            }
        }
        return tag;
    }

    private static int code(float number) {
        return new SixteenBits(1).head().level(number);
    }

    @Test
    void wherePastDoesNotFitCropsStandAlone() {
        tagged(45, 7, 20, 18);
        Crops crops = new Crops(scan(0, new ArrayList<>()).recordings(), WINDOW, 100, 1);
        for (List<Crop> window : crops.drawn(new SplittableGenerator(1))) {
            assertEquals(1, window.size());
        }
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
        assertEquals(3, warnings.size(), warnings.toString());
        assertTrue(
                warnings.get(0).startsWith("1 of 3 files in") && warnings.get(0).contains("silent"));
        assertTrue(warnings.get(1).contains("clipped"));
        assertTrue(warnings.get(2).startsWith("1 of the 2 values of voice are in no file that trains"));
    }
}
