package io.tidecast.backend.cpu.kernel;

/**
 * The extents of a gated convolution.
 *
 * @param channels channels of the input
 * @param gates channels of the gates' output
 * @param taps length of the kernel
 * @param times steps
 * @param batch items of the batch
 * @param dilation steps from one tap to the next
 * @param residual whether a dense layer leads on to the next layer's input
 */
public record GatedForm(int channels, int gates, int taps, int times, int batch, int dilation, boolean residual) {
    /** How many panels of columns are worked on at once, so that they stay in the cache. */
    static final int PANELS = Chunks.BLOCK / Lanes.PANEL;

    int columns() {
        return times * batch;
    }

    Chunks chunks() {
        return new Chunks(columns());
    }

    /** Returns how many rows the gates' sums have. */
    int filters() {
        return 2 * gates;
    }

    /** Returns how many rows of the input a sum reads. */
    int patch() {
        return taps * channels;
    }

    /** Returns how many columns before its own a sum reads through a tap. */
    int reach(int tap) {
        return (taps - 1 - tap) * dilation * batch;
    }

    /** Returns how many multiply-adds the layer takes, going forward. */
    long work() {
        return (long) columns() * (patch() * filters() + (residual ? gates * channels : 0));
    }

    /** Copies what the sums of a block read of {@code x [channels, times, batch]}. */
    void readPatches(Rows x, int column, int columns, float[] panels, int at, int panelStride) {
        for (int tap = 0; tap < taps; tap++) {
            int to = at + tap * channels * Lanes.PANEL;
            int from = column - reach(tap);
            x.read(channels, from, columns, panels, to, panelStride);
        }
    }
}
