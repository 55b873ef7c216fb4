package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.StridedCopy;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.type.Shape;
import java.util.Arrays;
import java.util.List;

/** Elements moved to places that are known when the kernel is made. */
final class LayoutKernels {
    private LayoutKernels() {}

    static KernelFactory reshape(Reshape reshape) {
        return copy((int) reshape.shape().size());
    }

    static KernelFactory copy(int size) {
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span x = inputs[0];
                    Span y = outputs[0];
                    return () -> System.arraycopy(x.array(), x.at(), y.array(), y.at(), size);
                },
                Aliasing.ANY_INPUT);
    }

    static KernelFactory broadcast(Broadcast broadcast, Shape in) {
        Shape out = broadcast.shape();
        int[] sourceStrides = new int[out.rank()];
        for (int axis = 0; axis < in.rank(); axis++) {
            sourceStrides[broadcast.axes().get(axis)] = in.strides()[axis];
        }
        return reading(new StridedCopy(out.dims(), sourceStrides, out.strides()), 0);
    }

    static KernelFactory transpose(Transpose transpose, Shape in, Shape out) {
        int[] sourceStrides = new int[out.rank()];
        for (int axis = 0; axis < out.rank(); axis++) {
            sourceStrides[axis] = in.strides()[transpose.permutation().get(axis)];
        }
        return reading(new StridedCopy(out.dims(), sourceStrides, out.strides()), 0);
    }

    static KernelFactory slice(Slice slice, Shape in, Shape out) {
        int[] sourceStrides = in.strides();
        int first = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            first += slice.starts().get(axis) * sourceStrides[axis];
            sourceStrides[axis] *= slice.strides().get(axis);
        }
        return reading(new StridedCopy(out.dims(), sourceStrides, out.strides()), first);
    }

    static KernelFactory pad(Pad pad, Shape in, Shape out) {
        int[] targetStrides = out.strides();
        int first = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            first += pad.low().get(axis) * targetStrides[axis];
            targetStrides[axis] *= pad.interior().get(axis) + 1;
        }
        StridedCopy copy = new StridedCopy(in.dims(), in.strides(), targetStrides);
        int start = first;
        int size = (int) out.size();
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span x = inputs[0];
                    Span y = outputs[0];
                    return () -> {
                        Arrays.fill(y.array(), y.at(), y.at() + size, 0f);
                        copy.run(x.array(), x.at(), y.array(), y.at() + start);
                    };
                },
                Aliasing.NONE);
    }

    static KernelFactory concat(int axis, List<Shape> in, Shape out) {
        int count = in.size();
        StridedCopy[] copies = new StridedCopy[count];
        int[] starts = new int[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            copies[i] = new StridedCopy(in.get(i).dims(), in.get(i).strides(), out.strides());
            starts[i] = start * out.strides()[axis];
            start += in.get(i).dim(axis);
        }
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span y = outputs[0];
                    return () -> {
                        for (int i = 0; i < count; i++) {
                            copies[i].run(inputs[i].array(), inputs[i].at(), y.array(), y.at() + starts[i]);
                        }
                    };
                },
                Aliasing.NONE);
    }

    private static KernelFactory reading(StridedCopy copy, int first) {
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span x = inputs[0];
                    Span y = outputs[0];
                    return () -> copy.run(x.array(), x.at() + first, y.array(), y.at());
                },
                Aliasing.NONE);
    }
}
