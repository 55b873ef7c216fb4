package io.tidecast.models.audio;

import java.util.List;

/**
 * What a network is told all along a recording, or a voice that it makes up.
 *
 * @param labels the codes of all labels, in the order of {@link SoundConfig#labels}; {@link #UNKNOWN} for one of which
 *     numbers alone are told
 * @param vector the numbers that are told in place of labels, standardised
 */
public record VoiceTold(List<Integer> labels, List<Float> vector) {
    /** The code of a label that is not known. */
    public static final int UNKNOWN = -1;

    /** Copies the lists. */
    public VoiceTold {
        labels = List.copyOf(labels);
        vector = List.copyOf(vector);
    }
}
