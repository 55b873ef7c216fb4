package io.tidecast.models.generate;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.core.random.SplittableGenerator;

/**
 * Draws codes as likely as logits say: {@code p(c) ∝ exp(logit(c) / temperature)}. Bits are the same on every JDK, and
 * drawing allocates nothing. For one thread.
 */
public final class Sampler implements Draw {
    /** The highest temperature there may be; far above 1 all codes are nearly as likely. */
    public static final double HOTTEST = 100;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double SMALLEST_EXPONENT = -700;
    private static final double ROUNDER = 0x1.8p52;
    private static final int FRACTION_BITS = 52;
    private static final long BIAS = 1023;

    private final double coldness;
    private final SplittableGenerator random;
    private final double[] weights;
    private final double[] exponents;

    /**
     * Prepares to draw.
     *
     * @param classes how many codes there are
     * @param temperature 0 for the most likely code, below 1 for likelier codes more often than the network says, 1 for as
     *     often, above 1 for all codes more evenly; at most {@link #HOTTEST}
     * @param random where chance comes from
     * @throws InputException if the temperature is out of range
     */
    public Sampler(int classes, double temperature, SplittableGenerator random) {
        coldness = 1 / requireTemperature("temperature", temperature);
        this.random = random;
        weights = new double[classes];
        exponents = new double[classes];
    }

    /**
     * Returns the temperature.
     *
     * @param option what it was given by, for messages
     * @throws InputException if it is out of range
     */
    public static double requireTemperature(String option, double temperature) {
        if (!(temperature >= 0 && temperature <= HOTTEST)) {
            throw new InputException(option + ": found " + temperature + ", expected a number from 0 (always the most"
                    + " likely) to " + (int) HOTTEST + "; 1 is as likely as the network says");
        }
        return temperature;
    }

    /**
     * Draws a code.
     *
     * @param logits of the codes in turn, among others'
     * @param first where the logit of code 0 is
     * @param stride how far the logits are apart
     * @return 0 to {@code classes − 1}; at temperature 0 the first of the most likely
     * @throws FailureException if the logits are not finite
     */
    @Override
    public int draw(float[] logits, int first, int stride) {
        int likeliest = 0;
        float most = Float.NEGATIVE_INFINITY;
        for (int code = 0; code < weights.length; code++) {
            float logit = logits[first + code * stride];
            weights[code] = logit;
            if (logit > most) {
                most = logit;
                likeliest = code;
            }
        }
        if (Float.isInfinite(most)) {
            throw Draw.notFinite();
        }
        return Double.isInfinite(coldness) ? likeliest : draw(most);
    }

    private int draw(double most) {
        for (int code = 0; code < weights.length; code++) {
            weights[code] = (weights[code] - most) * coldness;
        }
        exp(weights, exponents);
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (Double.isNaN(sum)) {
            throw Draw.notFinite();
        }
        double left = random.nextDouble() * sum;
        int code = 0;
        while (code < weights.length - 1 && left >= weights[code]) {
            left -= weights[code++];
        }
        return code;
    }

    /**
     * Makes each x ≤ 0 eˣ to a relative error of 1e-9: 2ᵏ·eʳ for |r| ≤ ln 2 / 2, by Taylor's series; what is below −700
     * counts as −700.
     *
     * @param exponents to work in, as long
     */
    static void exp(double[] x, double[] exponents) {
        // the series in a loop of its own, of nothing but arithmetic, becomes vectors
        for (int i = 0; i < x.length; i++) {
            double v = Math.max(x[i], SMALLEST_EXPONENT);
            double shifted = v * LOG2_E + ROUNDER;
            double k = shifted - ROUNDER;
            double r = v - k * LN2_HIGH - k * LN2_LOW;
            double series = 1 / 5_040.0 + r * (1 / 40_320.0);
            series = 1 / 720.0 + r * series;
            series = 1 / 120.0 + r * series;
            series = 1 / 24.0 + r * series;
            series = 1 / 6.0 + r * series;
            series = 1 / 2.0 + r * series;
            series = 1 + r * series;
            exponents[i] = shifted;
            x[i] = 1 + r * series;
        }
        for (int i = 0; i < x.length; i++) {
            long k = Double.doubleToRawLongBits(exponents[i]) + BIAS;
            x[i] *= Double.longBitsToDouble(k << FRACTION_BITS);
        }
    }
}
