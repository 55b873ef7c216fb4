package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static final int COUNT = 64 * 1024;

    private interface Loop {
        void run(float[] x, int xAt, float[] y, int yAt, int count);
    }

    private static double worstUlps(Loop loop, DoubleUnaryOperator exact, double low, double high) {
        float[] x = new float[COUNT];
        float[] y = new float[COUNT];
        Random random = new Random(3);
        for (int i = 0; i < COUNT; i++) {
            double u = random.nextDouble();
            double signed = (low + (high - low) * u) * (i % 2 == 0 ? 1 : Math.pow(2, -random.nextInt(30)));
            x[i] = (float) Math.clamp(signed, low, high);
        }
        loop.run(x, 0, y, 0, COUNT);
        double worst = 0;
        for (int i = 0; i < COUNT; i++) {
            double right = exact.applyAsDouble(x[i]);
            double ulp = Math.max(Math.ulp((float) right), Float.MIN_NORMAL * 0x1p-23);
            worst = Math.max(worst, Math.abs(y[i] - right) / ulp);
        }
        return worst;
    }

    private static float at(Loop loop, float x) {
        float[] values = new float[Lanes.COUNT];
        values[0] = x;
        loop.run(values, 0, values, 0, Lanes.COUNT);
        return values[0];
    }

    @Test
    void exponentialIsWithinTwoUlps() {
        double worst = worstUlps(Exponential::exp, Math::exp, -87, 88.7);
        assertTrue(worst < 2, "worst error " + worst);
        assertEquals(0f, at(Exponential::exp, -200f));
        assertEquals(Float.POSITIVE_INFINITY, at(Exponential::exp, 89f));
        assertEquals(1f, at(Exponential::exp, 0f));
        assertEquals(Math.exp(-100), at(Exponential::exp, -100f), 2e-45);
        assertTrue(Float.isNaN(at(Exponential::exp, Float.NaN)));
    }

    @Test
    void logarithmIsWithinTwoUlps() {
        double worst = worstUlps(Logarithm::log, Math::log, 1e-30, 4);
        assertTrue(worst < 2, "worst error " + worst);
        worst = worstUlps(Logarithm::log, Math::log, 1e-30, 3e38);
        assertTrue(worst < 2, "worst error " + worst);
        assertEquals(Float.NEGATIVE_INFINITY, at(Logarithm::log, 0f));
        assertEquals(Float.POSITIVE_INFINITY, at(Logarithm::log, Float.POSITIVE_INFINITY));
        assertEquals(0f, at(Logarithm::log, 1f));
        assertEquals(Math.log(Float.MIN_VALUE), at(Logarithm::log, Float.MIN_VALUE), 1e-5);
        assertTrue(Float.isNaN(at(Logarithm::log, -1f)));
        assertTrue(Float.isNaN(at(Logarithm::log, Float.NaN)));
    }

    @Test
    void hyperbolicTangentIsWithinThreeUlps() {
        double worst = worstUlps(Exponential::tanh, Math::tanh, -11, 11);
        assertTrue(worst < 3, "worst error " + worst);
        assertEquals(1f, at(Exponential::tanh, Float.POSITIVE_INFINITY));
        assertEquals(-1f, at(Exponential::tanh, -1e30f));
        assertEquals(1e-30f, at(Exponential::tanh, 1e-30f));
        assertTrue(Float.isNaN(at(Exponential::tanh, Float.NaN)));
    }

    @Test
    void sigmoidIsWithinThreeUlps() {
        double worst = worstUlps(Exponential::sigmoid, x -> 1 / (1 + Math.exp(-x)), -87, 87);
        assertTrue(worst < 3, "worst error " + worst);
        assertEquals(1f, at(Exponential::sigmoid, Float.POSITIVE_INFINITY));
        assertEquals(0.5f, at(Exponential::sigmoid, 0f));
        assertEquals(0f, at(Exponential::sigmoid, Float.NEGATIVE_INFINITY), 1e-37f);
        assertTrue(Float.isNaN(at(Exponential::sigmoid, Float.NaN)));
    }
}
