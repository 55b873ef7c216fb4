package io.tidecast.models.plot;

import java.util.Arrays;

/**
 * A shaded region between two heights, such as from the tenth to the ninetieth percentile.
 *
 * @param name what the legend calls it
 * @param low the lower edge
 * @param high the upper edge, at the same places
 * @param colour its colour, which is drawn thinly
 */
public record Band(String name, Points low, Points high, String colour) {
    /**
     * Checks the edges.
     *
     * @throws IllegalArgumentException when the edges do not have the same places
     */
    public Band {
        if (!Arrays.equals(low.places().toArray(), high.places().toArray())) {
            throw new IllegalArgumentException("the edges of the band " + name + " have different places");
        }
    }
}
