package io.tidecast.backend.cpu.ejml;

import io.tidecast.backend.cpu.ejml.EjmlKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.type.Shape;
import java.util.List;

/** Elements moved to places that are known when the kernel is made. */
final class LayoutKernels {
    private LayoutKernels() {}

    static KernelFactory reshape() {
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.getFirst();
                    return () -> output.copyFrom(x);
                },
                Aliasing.ANY_INPUT);
    }

    static KernelFactory broadcast(Broadcast broadcast, Shape in) {
        Shape out = broadcast.shape();
        int[] sourceStrides = new int[out.rank()];
        for (int axis = 0; axis < in.rank(); axis++) {
            sourceStrides[broadcast.axes().get(axis)] = in.strides()[axis];
        }
        return reading(StridedLoop.copying(out.dims(), sourceStrides, out.strides()), 0);
    }

    static KernelFactory transpose(Transpose transpose, Shape in, Shape out) {
        int[] sourceStrides = new int[out.rank()];
        for (int axis = 0; axis < out.rank(); axis++) {
            sourceStrides[axis] = in.strides()[transpose.permutation().get(axis)];
        }
        return reading(StridedLoop.copying(out.dims(), sourceStrides, out.strides()), 0);
    }

    static KernelFactory slice(Slice slice, Shape in, Shape out) {
        int[] sourceStrides = in.strides();
        int first = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            first += slice.starts().get(axis) * sourceStrides[axis];
            sourceStrides[axis] *= slice.strides().get(axis);
        }
        return reading(StridedLoop.copying(out.dims(), sourceStrides, out.strides()), first);
    }

    static KernelFactory pad(Pad pad, Shape in, Shape out) {
        int[] targetStrides = out.strides();
        int first = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            first += pad.low().get(axis) * targetStrides[axis];
            targetStrides[axis] *= pad.interior().get(axis) + 1;
        }
        StridedLoop loop = StridedLoop.copying(in.dims(), in.strides(), targetStrides);
        int start = first;
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.getFirst();
                    return () -> {
                        output.fill(0);
                        loop.run(x, 0, output, start);
                    };
                },
                Aliasing.NONE);
    }

    static KernelFactory concat(int axis, List<Shape> in, Shape out) {
        int count = in.size();
        StridedLoop[] loops = new StridedLoop[count];
        int[] starts = new int[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            loops[i] = StridedLoop.copying(in.get(i).dims(), in.get(i).strides(), out.strides());
            starts[i] = start * out.strides()[axis];
            start += in.get(i).dim(axis);
        }
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer[] parts = inputs.toArray(EjmlBuffer[]::new);
                    return () -> {
                        for (int i = 0; i < count; i++) {
                            loops[i].run(parts[i], 0, output, starts[i]);
                        }
                    };
                },
                Aliasing.NONE);
    }

    private static KernelFactory reading(StridedLoop loop, int first) {
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.getFirst();
                    return () -> loop.run(x, first, output, 0);
                },
                Aliasing.NONE);
    }
}
