package io.tidecast.models.generate;

import io.tidecast.core.error.FailureException;

/** How a code comes from what a network says of it. */
interface Draw {
    /**
     * Draws a code. Allocates nothing.
     *
     * @param outputs of a network, among others'
     * @param first where the first output is
     * @param stride how far the outputs are apart
     * @throws FailureException if the outputs are not finite
     */
    int draw(float[] outputs, int first, int stride);

    /** Says that outputs are not finite. */
    static FailureException notFinite() {
        return new FailureException(
                "the network's outputs are not finite numbers; its weights are not those of a training that went well");
    }
}
