package io.tidecast.models.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 16, 255, 256, 1024, 65_536})
    void codesComeBackFromTheSamplesTheyStandFor(int classes) {
        MuLaw law = new MuLaw(classes);
        for (int code = 0; code < classes; code++) {
            assertEquals(code, law.encode(law.decode(code)));
        }
        assertEquals(0, law.encode(-3));
        assertEquals(classes - 1, law.encode(3));
    }

    @Test
    void samplesAreCompandedAsThePaperSays() {
        MuLaw law = new MuLaw(256);
        assertEquals(128, law.encode(0));
        assertEquals((int) Math.floor((Math.log(1 + 255 * 0.1) / Math.log(256) + 1) / 2 * 255 + 0.5), law.encode(0.1));
        assertEquals((Math.pow(256, 199 / 255.0 * 2 - 1) - 1) / 255, law.decode(199), 1e-7);
    }

    private static float[] sine(int rate, double hertz, int count) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate);
        }
        return samples;
    }

    private static float[] resample(Resampler resampler, float[] in, long first, int count) {
        return resampler.read(
                (from, many) -> Arrays.copyOfRange(in, (int) from, (int) from + many), in.length, first, count);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 44_100, 48_000})
    void tonesKeepTheirPitchAndLoudness(int rate) {
        float[] in = sine(rate, 1_000, rate);
        Resampler resampler = new Resampler(rate, 16_000);
        assertEquals(16_000, resampler.length(in.length));
        float[] out = resample(resampler, in, 0, 16_000);
        float[] expected = sine(16_000, 1_000, 16_000);
        for (int i = 1_000; i < 15_000; i++) {
            assertEquals(expected[i], out[i], 2e-4, "sample " + i);
        }
        float[] middle = resample(resampler, in, 5_000, 100);
        assertArrayEquals(Arrays.copyOfRange(out, 5_000, 5_100), middle, 1e-6f);
    }

    @Test
    void whatTheLowerRateCannotCarryIsLeftOut() {
        float[] out = resample(new Resampler(44_100, 8_000), sine(44_100, 6_000, 44_100), 1_000, 4_000);
        for (float sample : out) {
            assertEquals(0, sample, 1e-3);
        }
    }

    @Test
    void labelsAreReadFromNames() {
        NamePattern pattern = new NamePattern("--label", "{digit}_{speaker}_*.wav");
        assertEquals(List.of("digit", "speaker"), pattern.labels());
        assertEquals(Optional.of(List.of("7", "jackson")), pattern.read("7_jackson_32.wav"));
        assertEquals(Optional.empty(), pattern.read("jackson.wav"));
        NamePattern test = new NamePattern("--test-files", "*_[0-4].wav");
        assertTrue(test.fits("7_jackson_4.wav"));
        assertFalse(test.fits("7_jackson_14.wav"));
        assertFalse(test.fits("7_jackson_4xwav"));
        assertThrows(InputException.class, () -> new NamePattern("--label", "{a}_{a}.wav"));
    }
}
