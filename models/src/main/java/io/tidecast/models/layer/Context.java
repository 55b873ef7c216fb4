package io.tidecast.models.layer;

import java.util.List;

/**
 * What a context stack is made of (van den Oord et al., arXiv:1609.03499, section 2.6): gated convolutions at a lower rate,
 * which tell those at the full one what is further back than these see.
 *
 * @param pool how many steps are averaged to one of its own, at least 2
 * @param channels of its convolutions and of what they tell
 * @param dilations of its convolutions in turn, at least one, in steps of its own
 * @param upsampling how what it tells is brought to the full rate
 */
public record Context(int pool, int channels, List<Integer> dilations, Upsampling upsampling) {
    /** Copies the list. */
    public Context {
        dilations = List.copyOf(dilations);
        if (pool < 2) {
            throw new IllegalArgumentException("a context averages at least 2 steps, found " + pool);
        }
    }
}
