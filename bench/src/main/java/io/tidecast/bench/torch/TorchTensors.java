package io.tidecast.bench.torch;

import io.tidecast.core.type.DType;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Tensors into libtorch and out of it, and the few operations that its Java spells at length. */
final class TorchTensors {
    private static final long[] ONE = {1};
    private static final long[] NONE = {0};

    private TorchTensors() {}

    /** Returns a tensor of its own memory. */
    static Tensor of(float[] elements, int... dims) {
        return torch.tensor(elements).view(longs(dims));
    }

    /** Returns numbers as they stand, or codes as 64-bit integers. */
    static Tensor of(io.tidecast.core.type.Tensor value) {
        if (value.type().dtype() == DType.I32) {
            long[] codes = Arrays.stream(value.doubles()).mapToLong(Math::round).toArray();
            return torch.tensor(codes).view(longs(value.shape().dims()));
        }
        return of(value.floats(), value.shape().dims());
    }

    /** Returns a copy of the elements in order. */
    static float[] floats(Tensor tensor) {
        Tensor dense = tensor.detach().contiguous();
        float[] elements = new float[Math.toIntExact(dense.numel())];
        dense.data_ptr_float().get(elements);
        return elements;
    }

    /** Joins tensors along an axis. */
    static Tensor join(long axis, Tensor... parts) {
        return torch.cat(new TensorVector(parts), axis);
    }

    /** A convolution without padding. */
    static Tensor convolution(Tensor x, Tensor kernel, Tensor bias, long stride, long dilation) {
        return torch.conv1d(x, kernel, new TensorOptional(bias), new long[] {stride}, NONE, new long[] {dilation}, 1);
    }

    /** A convolution of kernel 1. */
    static Tensor pointwise(Tensor x, Tensor kernel, Tensor bias) {
        return torch.conv1d(x, kernel, new TensorOptional(bias), ONE, NONE, ONE, 1);
    }

    private static long[] longs(int... dims) {
        return Arrays.stream(dims).asLongStream().toArray();
    }
}
