package io.tidecast.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.core.random.SplittableGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes come as often as their logits and the temperature say. */
class SamplerTest {
    private static final int DRAWS = 40_000;
    private static final float[] LOGITS = {0.3f, -1.2f, 2.1f, -90, 0.3f};

    private static Sampler sampler(double temperature, long seed) {
        return new Sampler(LOGITS.length, temperature, new SplittableGenerator(seed));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.9, 1, 4, Sampler.HOTTEST})
    void codesComeAsOftenAsTheSoftmaxSays(double temperature) {
        Sampler sampler = sampler(temperature, 3);
        int[] counts = new int[LOGITS.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[sampler.draw(LOGITS, 0, 1)]++;
        }
        double sum = 0;
        for (float logit : LOGITS) {
            sum += Math.exp(logit / temperature);
        }
        for (int code = 0; code < LOGITS.length; code++) {
            double expected = Math.exp(LOGITS[code] / temperature) / sum;
            double spread = 5 * Math.sqrt(expected * (1 - expected) / DRAWS);
            assertEquals(expected, (double) counts[code] / DRAWS, spread + 1e-9, "code " + code);
        }
    }

    @Test
    void withoutTemperatureTheFirstOfTheLikeliestIsTaken() {
        assertEquals(2, sampler(0, 1).draw(LOGITS, 0, 1));
        assertEquals(1, sampler(0, 1).draw(new float[] {0, 7, 1, 7, 3}, 0, 1));
    }

    @Test
    void logitsMayStandAmongOthers() {
        float[] among = new float[LOGITS.length * 3];
        for (int code = 0; code < LOGITS.length; code++) {
            among[3 * code] = 50 - code;
            among[3 * code + 1] = LOGITS[code];
            among[3 * code + 2] = code;
        }
        Sampler one = sampler(1, 8);
        Sampler other = sampler(1, 8);
        for (int i = 0; i < 200; i++) {
            assertEquals(one.draw(LOGITS, 0, 1), other.draw(among, 1, 3));
        }
    }

    @Test
    void theExponentialIsExactToEightDigits() {
        double[] x = IntStream.range(0, 51_000).mapToDouble(i -> -0.0137 * i).toArray();
        double[] powers = x.clone();
        Sampler.exp(powers, new double[x.length]);
        for (int i = 0; i < x.length; i++) {
            assertEquals(1, powers[i] / Math.exp(x[i]), 1e-9, "of " + x[i]);
        }
        double[] least = {-701, -1e300, Double.NEGATIVE_INFINITY};
        Sampler.exp(least, new double[least.length]);
        for (double power : least) {
            assertEquals(0, power, 1e-300);
        }
    }

    @Test
    void whatIsNotFiniteOrNoTemperatureIsRefused() {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] logits = {0, wrong, 1, 2, 3};
            assertThrows(FailureException.class, () -> sampler(1, 1).draw(logits, 0, 1));
        }
        for (double wrong : new double[] {-0.1, Double.NaN, Sampler.HOTTEST + 1}) {
            InputException refused = assertThrows(InputException.class, () -> sampler(wrong, 1));
            assertTrue(refused.getMessage().startsWith("temperature: found "), refused.getMessage());
        }
    }
}
