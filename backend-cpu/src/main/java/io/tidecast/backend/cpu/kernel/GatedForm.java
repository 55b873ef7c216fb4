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
 * @param chunks how its columns are worked through
 */
public record GatedForm(
        int channels, int gates, int taps, int times, int batch, int dilation, boolean residual, Chunks chunks) {
    /** Describes a layer by all but the chunks, which follow from the number of columns. */
    public GatedForm(int channels, int gates, int taps, int times, int batch, int dilation, boolean residual) {
        this(channels, gates, taps, times, batch, dilation, residual, new Chunks(times * batch));
    }

    int columns() {
        return chunks.columns();
    }

    /** Returns how many rows the gates' sums have. */
    int filters() {
        return 2 * gates;
    }

    /** Returns how many rows of the input a sum reads. */
    int patch() {
        return taps * channels;
    }

    /** Returns how many columns lie between what neighbouring taps read. */
    int step() {
        return dilation * batch;
    }

    /** Returns how many panels before its own a sum reads. */
    int reach() {
        return Lanes.panels((taps - 1) * step());
    }

    /** Returns how many panels a chunk has, with those before it, or after it, that its taps read. */
    int held() {
        return Chunks.PANELS + reach();
    }

    /** Returns how many multiply-adds the layer takes, going forward. */
    long work() {
        return (long) columns() * (patch() * filters() + (residual ? gates * channels : 0));
    }
}
