package io.tidecast.backend.cuda;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.type.Shape;

/**
 * The extents of a convolution along time.
 *
 * @param left how many zeros stand before the first step
 */
record ConvolutionForm(
        int channels,
        int filters,
        int taps,
        int time,
        int outTime,
        int batch,
        int stride,
        int dilation,
        int left,
        Activation activation) {

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
                convolution.leftPadding(taps),
                convolution.activation());
    }

    int inputColumns() {
        return time * batch;
    }

    int outputColumns() {
        return outTime * batch;
    }

    /** Returns the structure that kernels take, see {@code conv.cuh}. */
    Struct struct() {
        Struct struct = new Struct()
                .integers(channels, filters, taps, time, outTime, batch)
                .integers(stride, dilation, left, number(activation));
        for (int divisor : new int[] {channels, filters, batch, stride}) {
            new Divider(divisor).addTo(struct);
        }
        return struct;
    }

    /** Returns the number by which kernels know a function, see {@code activation.cuh}. */
    static int number(Activation activation) {
        return switch (activation) {
            case NONE -> 0;
            case RELU -> 1;
            case TANH -> 2;
            case SIGMOID -> 3;
        };
    }
}
