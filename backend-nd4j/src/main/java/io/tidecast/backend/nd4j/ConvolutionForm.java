package io.tidecast.backend.nd4j;

import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.type.Shape;

/**
 * The extents of a convolution along time, and where its taps meet the input.
 *
 * @param left how many zeros stand before the first step
 */
record ConvolutionForm(
        int channels, int filters, int taps, int time, int outTime, int batch, int stride, int dilation, int left) {

    static ConvolutionForm of(Conv1d convolution, Shape x, Shape w) {
        int taps = w.dim(0);
        return new ConvolutionForm(
                x.dim(0),
                w.dim(2),
                taps,
                x.dim(1),
                convolution.outputTime(x.dim(1), taps),
                x.dim(2),
                convolution.stride(),
                convolution.dilation(),
                convolution.leftPadding(taps));
    }

    /** Returns the first output that a tap has an input for, which may lie after the last output. */
    int firstOutput(int tap) {
        return Math.min(outTime, Math.ceilDiv(Math.max(0, left - tap * dilation), stride));
    }

    /** Returns the step of the input that a tap meets at an output. */
    int input(int tap, int output) {
        return output * stride + tap * dilation - left;
    }

    int inputColumns() {
        return time * batch;
    }

    int outputColumns() {
        return outTime * batch;
    }

    /** Returns how many floats the inputs of one tap take where they have to be gathered. */
    long gathered() {
        return stride == 1 ? 0 : (long) channels * outputColumns();
    }
}
