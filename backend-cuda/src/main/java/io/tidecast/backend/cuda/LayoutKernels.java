package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements moved to, or counted by, places that are known when the kernel is made, see {@code layout.cu}; results have at
 * least one element.
 */
final class LayoutKernels {
    private static final String FAMILY = "layout";

    private LayoutKernels() {}

    /** Returns a copy of dense elements, in place or not. */
    static KernelFactory copy(Device device, int size) {
        return new CudaKernel(
                device,
                places -> places.input(0).liesWhere(places.output())
                        ? List.of()
                        : List.of(copy(places.input(0), places.output(), size)),
                Aliasing.ANY_INPUT);
    }

    static Launch copy(CudaBuffer source, CudaBuffer target, int size) {
        return Launch.of(
                FAMILY,
                "copy_words",
                Grid.over(size),
                Arguments.of().pointer(source).pointer(target).integer(size));
    }

    static KernelFactory broadcast(Device device, Broadcast broadcast, Shape in) {
        Shape out = broadcast.shape();
        int[] sourceStrides = new int[out.rank()];
        for (int axis = 0; axis < in.rank(); axis++) {
            sourceStrides[broadcast.axes().get(axis)] = in.strides()[axis];
        }
        return reading(device, StridedBox.of(out.dims(), sourceStrides, out.strides()), 0);
    }

    static KernelFactory transpose(Device device, Transpose transpose, Shape in, Shape out) {
        int[] sourceStrides = new int[out.rank()];
        for (int axis = 0; axis < out.rank(); axis++) {
            sourceStrides[axis] = in.strides()[transpose.permutation().get(axis)];
        }
        return reading(device, StridedBox.of(out.dims(), sourceStrides, out.strides()), 0);
    }

    static KernelFactory slice(Device device, Slice slice, Shape in, Shape out) {
        int[] sourceStrides = in.strides();
        int first = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            first += slice.starts().get(axis) * sourceStrides[axis];
            sourceStrides[axis] *= slice.strides().get(axis);
        }
        return reading(device, StridedBox.of(out.dims(), sourceStrides, out.strides()), first);
    }

    static KernelFactory pad(Device device, Pad pad, Shape in, Shape out) {
        int[] targetStrides = out.strides();
        int first = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            first += pad.low().get(axis) * targetStrides[axis];
            targetStrides[axis] *= pad.interior().get(axis) + 1;
        }
        int start = first;
        int size = (int) out.size();
        return new CudaKernel(
                device,
                places -> {
                    List<Launch> launches = new ArrayList<>();
                    launches.add(Launch.of(
                            FAMILY,
                            "clear_words",
                            Grid.over(size),
                            Arguments.of().pointer(places.output()).integer(size)));
                    if (in.size() > 0) {
                        launches.addAll(StridedBox.of(in.dims(), in.strides(), targetStrides)
                                .copy(places.input(0), 0, places.output(), start));
                    }
                    return launches;
                },
                Aliasing.NONE);
    }

    static KernelFactory concat(Device device, int axis, List<Shape> in, Shape out) {
        return new CudaKernel(
                device,
                places -> {
                    List<Launch> launches = new ArrayList<>();
                    long start = 0;
                    for (int i = 0; i < in.size(); i++) {
                        Shape part = in.get(i);
                        if (part.size() > 0) {
                            launches.addAll(StridedBox.of(part.dims(), part.strides(), out.strides())
                                    .copy(places.input(i), 0, places.output(), start));
                        }
                        start += (long) part.dim(axis) * out.strides()[axis];
                    }
                    return launches;
                },
                Aliasing.NONE);
    }

    static KernelFactory iota(Device device, Iota iota) {
        String kernel = iota.type().dtype() == DType.I32 ? "iota_i32" : "iota_f32";
        int size = (int) iota.type().size();
        int stride = iota.type().shape().strides()[iota.axis()];
        int extent = iota.type().shape().dim(iota.axis());
        return new CudaKernel(
                device,
                places -> List.of(Launch.of(
                        FAMILY,
                        kernel,
                        Grid.over(size),
                        Arguments.of().pointer(places.output()).integers(stride, extent, size))),
                Aliasing.NONE);
    }

    private static KernelFactory reading(Device device, StridedBox box, int first) {
        return new CudaKernel(device, places -> box.copy(places.input(0), first, places.output(), 0), Aliasing.NONE);
    }
}
