package io.tidecast.models.verify;

import java.util.Optional;

/**
 * How far one tensor of a backend's steps came from the reference's.
 *
 * @param quantity what it is
 * @param name of the variable, for a gradient of the parameter; of the loss {@code loss}
 * @param parameter which it belongs to, by name; of the loss {@code loss}
 * @param tolerance the largest relative difference that is all right
 * @param largest the largest relative difference that was seen; may be infinite
 * @param step at which it was seen, counted from 1
 * @param breach where it first was beyond the tolerance
 */
public record Finding(
        Quantity quantity,
        String name,
        String parameter,
        double tolerance,
        double largest,
        int step,
        Optional<Breach> breach) {
    /**
     * A difference beyond tolerance.
     *
     * @param step the first at which there was one, counted from 1
     * @param difference the relative difference there; may be infinite
     * @param suspect the op that it comes from, where that was looked for
     */
    public record Breach(int step, double difference, Optional<Suspect> suspect) {}
}
