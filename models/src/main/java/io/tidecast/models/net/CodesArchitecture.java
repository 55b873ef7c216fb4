package io.tidecast.models.net;

import io.tidecast.models.head.Head;
import io.tidecast.models.layer.Conditions;

/**
 * What networks are made of that tell what comes next: how likely each of some codes is, or a distribution of a number.
 *
 * <p>At each step they are told what came before it. A network that reads several steps for its first output has a window
 * that begins as many steps earlier; where it has a stride {@code s}, a window tells every {@code s}th step. See
 * {@link io.tidecast.models.train.ThinnedExamples}.
 */
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
     * @param steps how many steps' codes are told
     * @throws io.tidecast.core.error.InputException if the architecture is told nothing of that kind
     */
    Network ofCodes(int classes, Conditions conditions, int steps);

    /**
     * Returns the network that is told a number at each step and tells of the one to come, told something of the sequence
     * beside it.
     *
     * @param head what it tells
     * @param steps how many steps' numbers are told of
     * @throws io.tidecast.core.error.InputException if the architecture is told nothing of that kind
     */
    Network ofNumbers(Head head, Conditions conditions, int steps);
}
