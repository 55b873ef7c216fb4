package io.tidecast.backend.cpu.kernel;

/**
 * The extents of a gated recurrent unit over a sequence.
 *
 * @param channels channels of the input
 * @param units channels of the state
 * @param times steps
 * @param batch items of the batch
 */
public record GruForm(int channels, int units, int times, int batch) {
    /** Returns the units rounded up to whole groups of four rows. */
    int paddedUnits() {
        return Lanes.roundUp(units, 4);
    }

    /** Returns how far apart the rows of a sequence lie. */
    int rowStride() {
        return times * batch;
    }

    /** Returns into how many panels the batch is cut; each runs through time on its own. */
    int batchBlocks() {
        return Lanes.panels(batch);
    }

    /**
     * Returns whether what is saved of a step is one panel of the batch as the kernels work on it, which they then do
     * where it lies.
     */
    boolean isSavedInPanels() {
        return batch == Lanes.PANEL && units % 4 == 0;
    }

    /** Returns how many floats are saved of a step. */
    int savedSize() {
        return 4 * units * batch;
    }

    /** Returns roughly how many multiply-adds a forward run takes. */
    long multiplyAdds() {
        return 3L * units * (channels + units) * times * batch;
    }
}
