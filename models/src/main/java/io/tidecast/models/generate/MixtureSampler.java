package io.tidecast.models.generate;

import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.models.head.RoundedMixture;

/** Draws the levels of numbers that a mixture tells, see {@link RoundedMixture#draw}. For one thread. */
final class MixtureSampler implements Draw {
    private final RoundedMixture head;
    private final double temperature;
    private final SplittableGenerator random;

    /**
     * Prepares to draw.
     *
     * @param temperature see {@link Sampler}; at 0 the middle of the component of the largest share is drawn
     * @param random where chance comes from
     * @throws io.tidecast.core.error.InputException if the temperature is out of range
     */
    MixtureSampler(RoundedMixture head, double temperature, SplittableGenerator random) {
        this.head = head;
        this.temperature = Sampler.requireTemperature("temperature", temperature);
        this.random = random;
    }

    @Override
    public int draw(float[] outputs, int first, int stride) {
        double drawn = head.draw(outputs, first, stride, random, temperature);
        if (!Double.isFinite(drawn)) {
            throw Draw.notFinite();
        }
        return head.level(drawn);
    }
}
