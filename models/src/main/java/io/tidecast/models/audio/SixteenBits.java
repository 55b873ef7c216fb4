package io.tidecast.models.audio;

import io.tidecast.models.head.RoundedMixture;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.net.Network;

/**
 * Samples as 16 bits, of which a network is told the numbers from −1 to 1 and tells a mixture of logistic distributions
 * (van den Oord et al., arXiv:1711.10433).
 *
 * @param components of the mixture
 */
public record SixteenBits(int components) implements SampleCode {
    /** How many components a mixture has where none are chosen. */
    static final int USUAL_COMPONENTS = 10;

    private static final int CODES = 1 << 16;
    private static final int SILENCE = 1 << 15;
    private static final float[] NUMBERS = numbers();

    /**
     * Checks the range.
     *
     * @throws io.tidecast.core.error.InputException if there are too few components or too many
     */
    public SixteenBits {
        components = new RoundedMixture(components, CODES).components();
    }

    @Override
    public int codes() {
        return CODES;
    }

    @Override
    public int encode(double sample) {
        return Math.clamp(Math.round(sample * SILENCE) + SILENCE, 0, CODES - 1);
    }

    @Override
    public float decode(int code) {
        return (float) (code - SILENCE) / SILENCE;
    }

    @Override
    public RoundedMixture head() {
        return new RoundedMixture(components, CODES);
    }

    /** Returns the number from −1 to 1 that a network is told of a code, and held against. */
    static float number(int code) {
        return NUMBERS[code];
    }

    private static float[] numbers() {
        RoundedMixture head = new RoundedMixture(1, CODES);
        float[] numbers = new float[CODES];
        for (int code = 0; code < CODES; code++) {
            numbers[code] = (float) head.number(code);
        }
        return numbers;
    }

    @Override
    public Network network(CodesArchitecture architecture, Conditions conditions, int window) {
        return architecture.ofNumbers(head(), conditions, window);
    }

    @Override
    public String headName() {
        return MIXTURE + "=" + components;
    }

    @Override
    public String words() {
        return "mixture of " + components + " logistic distributions over samples of 16 bits";
    }
}
