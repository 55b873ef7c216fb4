package io.tidecast.models.net;

import io.tidecast.models.layer.Conditions;

/** What networks are made of that tell codes: at each step, how likely each of some classes is to come next. */
public sealed interface CodesArchitecture extends Architecture permits ConvGru, GatedWaveNet {
    /**
     * Returns the network that tells at each step how likely each class is to come next: codes lead into it through an
     * embedding, and logits {@code [classes, ·, batch]} come out.
     *
     * @param steps how many steps' codes are told
     */
    default Network ofCodes(int classes, int steps) {
        return ofCodes(classes, Conditions.NONE, steps);
    }

    /**
     * Returns the network that tells at each step how likely each class is to come next, told something of the
     * sequence beside it, such as who speaks.
     *
     * <p>It reads the code before each step. Where it reads several for its first output, its window begins as many steps
     * earlier; where it has a stride {@code s}, a window tells every {@code s}th of the steps. See
     * {@link io.tidecast.models.train.ThinnedExamples}.
     *
     * @param steps how many steps' codes are told
     */
    Network ofCodes(int classes, Conditions conditions, int steps);
}
