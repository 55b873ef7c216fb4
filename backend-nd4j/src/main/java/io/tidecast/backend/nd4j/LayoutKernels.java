package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Aliasing;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Elements moved to places that are known when the kernel is made; results have at least one element. */
final class LayoutKernels {
    private final NativeLibrary library;
    private final DType dtype;

    LayoutKernels(NativeLibrary library, DType dtype) {
        this.library = library;
        this.dtype = dtype;
    }

    KernelFactory reshape() {
        return new Nd4jKernel(
                library,
                (operands, _) -> {
                    MemorySegment from = operands.input(0).segment();
                    MemorySegment to = operands.output().segment();
                    return operands.input(0).liesWhere(operands.output())
                            ? () -> {}
                            : () -> MemorySegment.copy(from, 0, to, 0, to.byteSize());
                },
                Aliasing.ANY_INPUT);
    }

    KernelFactory broadcast(Broadcast broadcast, Shape in) {
        Shape out = broadcast.shape();
        int[] sourceStrides = new int[out.rank()];
        for (int axis = 0; axis < in.rank(); axis++) {
            sourceStrides[broadcast.axes().get(axis)] = in.strides()[axis];
        }
        return reading(StridedCopy.of(dtype, out.dims(), sourceStrides, out.strides()), 0);
    }

    KernelFactory transpose(Transpose transpose, Shape in, Shape out) {
        int[] sourceStrides = new int[out.rank()];
        for (int axis = 0; axis < out.rank(); axis++) {
            sourceStrides[axis] = in.strides()[transpose.permutation().get(axis)];
        }
        return reading(StridedCopy.of(dtype, out.dims(), sourceStrides, out.strides()), 0);
    }

    KernelFactory slice(Slice slice, Shape in, Shape out) {
        int[] sourceStrides = in.strides();
        int first = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            first += slice.starts().get(axis) * sourceStrides[axis];
            sourceStrides[axis] *= slice.strides().get(axis);
        }
        return reading(StridedCopy.of(dtype, out.dims(), sourceStrides, out.strides()), first);
    }

    KernelFactory pad(Pad pad, Shape in, Shape out) {
        int[] targetStrides = out.strides();
        int first = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            first += pad.low().get(axis) * targetStrides[axis];
            targetStrides[axis] *= pad.interior().get(axis) + 1;
        }
        int start = first;
        return new Nd4jKernel(
                library,
                (operands, scope) -> {
                    MemorySegment result = operands.output().segment();
                    Kernel clear = () -> result.fill((byte) 0);
                    if (in.size() == 0) {
                        return clear;
                    }
                    StridedCopy copy = StridedCopy.of(dtype, in.dims(), in.strides(), targetStrides);
                    return Kernels.inOrder(clear, copy.bind(scope, operands.input(0), 0, operands.output(), start));
                },
                Aliasing.NONE);
    }

    KernelFactory concat(int axis, List<Shape> in, Shape out) {
        return new Nd4jKernel(
                library,
                (operands, scope) -> {
                    List<Kernel> copies = new ArrayList<>();
                    long start = 0;
                    for (int i = 0; i < in.size(); i++) {
                        Shape part = in.get(i);
                        if (part.size() > 0) {
                            StridedCopy copy = StridedCopy.of(dtype, part.dims(), part.strides(), out.strides());
                            copies.add(copy.bind(scope, operands.input(i), 0, operands.output(), start));
                        }
                        start += (long) part.dim(axis) * out.strides()[axis];
                    }
                    return Kernels.inOrder(copies);
                },
                Aliasing.NONE);
    }

    private KernelFactory reading(StridedCopy copy, int first) {
        return new Nd4jKernel(
                library,
                (operands, scope) -> copy.bind(scope, operands.input(0), first, operands.output(), 0),
                Aliasing.NONE);
    }
}
