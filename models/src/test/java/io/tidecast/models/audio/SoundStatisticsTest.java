package io.tidecast.models.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Spectra, levels and silences of sounds that are known exactly. */
class SoundStatisticsTest {
    private static final int RATE = 8_000;

    private static float[] tone(double hertz, double height, int samples) {
        float[] tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (float) (height * Math.sin(2 * Math.PI * hertz * i / RATE + 0.3));
        }
        return tone;
    }

    @Test
    void theTransformIsTheSumThatItStandsFor() {
        int size = 16;
        float[] samples = new float[size];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < size; i++) {
            samples[i] = (float) random.nextGaussian();
        }
        Fourier fourier = new Fourier(size);
        double[] power = new double[fourier.bins()];
        fourier.addPower(samples, 0, power);
        double energy = 0;
        for (int i = 0; i < size; i++) {
            energy += window(i, size) * window(i, size);
        }
        for (int bin = 0; bin < fourier.bins(); bin++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < size; i++) {
                re += samples[i] * window(i, size) * Math.cos(2 * Math.PI * bin * i / size);
                im += samples[i] * window(i, size) * Math.sin(2 * Math.PI * bin * i / size);
            }
            double sides = bin == 0 || bin == size / 2 ? 1 : 2;
            assertEquals(sides * (re * re + im * im) / (energy * size), power[bin], 1e-12, "bin " + bin);
        }
    }

    private static double window(int i, int size) {
        return 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size);
    }

    @Test
    void aToneStandsInItsOctaveWithAllItsPower() {
        SoundStatistics statistics = new SoundStatistics(RATE);
        statistics.add(tone(700, 0.5, RATE));
        assertEquals(1, statistics.seconds());
        assertEquals(0.5 / Math.sqrt(2), statistics.level(), 1e-3);
        List<SoundStatistics.Octave> octaves = statistics.octaves();
        assertEquals(
                List.of(62.5, 125.0, 250.0, 500.0, 1_000.0, 2_000.0),
                octaves.stream().map(SoundStatistics.Octave::low).toList());
        for (SoundStatistics.Octave octave : octaves) {
            boolean isOwn = octave.low() == 500;
            assertTrue(octave.high() == 2 * octave.low());
            if (isOwn) {
                assertEquals(10 * Math.log10(0.125), octave.decibels(), 0.05);
            } else {
                assertTrue(octave.decibels() < -40, octave.toString());
            }
        }
    }

    @Test
    void longerSoundsCountForMore() {
        SoundStatistics statistics = new SoundStatistics(RATE);
        statistics.add(tone(300, 0.4, 3 * RATE));
        statistics.add(tone(2_500, 0.4, RATE));
        double low = statistics.octaves().get(2).decibels();
        double high = statistics.octaves().get(5).decibels();
        assertEquals(10 * Math.log10(3), low - high, 0.2);
    }

    @Test
    void silenceIsToldByWhatIsLoudBesideIt() {
        for (double height : new double[] {0.8, 0.002}) {
            float[] sound = tone(440, height, RATE);
            Arrays.fill(sound, RATE / 4, RATE / 2, 0);
            SoundStatistics statistics = new SoundStatistics(RATE);
            statistics.add(sound);
            assertEquals(0.25, statistics.silentShare(), 0.03);
        }
    }

    @Test
    void aSpectrogramShowsWhenWhichFrequencySounds() {
        float[] sound = tone(1_000, 0.5, RATE / 2);
        System.arraycopy(tone(3_000, 0.5, RATE / 4), 0, sound, RATE / 4, RATE / 4);
        Spectrogram shown = Spectrogram.of(sound, RATE);
        assertEquals(100, shown.frames());
        assertEquals(1_000, loudest(shown, 20), 20);
        assertEquals(3_000, loudest(shown, 80), 20);
    }

    private static double loudest(Spectrogram of, int frame) {
        int loudest = 0;
        for (int bin = 1; bin < of.bins(); bin++) {
            loudest = of.decibels(frame, bin) > of.decibels(frame, loudest) ? bin : loudest;
        }
        return loudest * (RATE / 2.0) / (of.bins() - 1);
    }
}
