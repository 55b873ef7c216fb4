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
     * Returns whether what is saved of a step are whole panels of the batch as the kernels work on them, which they then
     * do where they lie: those of one panel at all steps, then those of the next.
     */
    boolean isSavedInPanels() {
        return batch % Lanes.PANEL == 0 && units % 4 == 0;
    }

    /** Returns where a panel of the batch at some step lies in what is saved, if it {@link #isSavedInPanels}. */
    int savedPanel(int panel, int time) {
        return (panel * times + time) * 4 * units * Lanes.PANEL;
    }

    /** Returns how many floats are saved of a step, of the whole batch. */
    int savedSize() {
        return 4 * units * batch;
    }

    /** Returns roughly how many multiply-adds a forward run takes. */
    long multiplyAdds() {
        return 3L * units * (channels + units) * times * batch;
    }
}
