package io.tidecast.backend.cpu.kernel;

/**
 * Gated layers one after the other and the dense layer over all of their outputs, chunk by chunk: all layers work on one
 * chunk before the first goes on to the next, so that each finds what the one before wrote in the cache.
 */
public final class StackForward {
    private final GatedForward[] layers;
    private final JoinedForward joined;
    private final Chunks chunks;

    /**
     * Joins layers, all of as many columns.
     *
     * @param layers in order
     * @param joined reads what each of them writes
     * @param form of the joined layer
     */
    public StackForward(GatedForward[] layers, JoinedForward joined, JoinedForm form) {
        this.layers = layers.clone();
        this.joined = joined;
        chunks = form.chunks();
    }

    /** Computes all layers. */
    public void run() {
        for (GatedForward layer : layers) {
            layer.prepare();
        }
        joined.prepare();
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            for (GatedForward layer : layers) {
                layer.run(chunk);
            }
            joined.run(chunk);
        }
    }
}
