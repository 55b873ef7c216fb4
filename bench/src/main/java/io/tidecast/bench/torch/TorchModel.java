package io.tidecast.bench.torch;

import org.bytedeco.pytorch.Tensor;

/** A network in libtorch's operations, on inputs that lie ready. */
interface TorchModel {
    /** Adds the forward pass. */
    Tensor forecast();

    /** Adds the mean loss of a forecast. */
    Tensor loss(Tensor forecast);

    /** Returns a forecast as {@code [outputs, steps, batch]}. */
    Tensor inOrder(Tensor forecast);
}
