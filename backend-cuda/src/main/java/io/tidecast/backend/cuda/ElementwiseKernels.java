package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Compare;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.type.DType;
import java.util.List;
import java.util.Locale;

/** Functions of each element alone, see {@code elementwise.cu}. */
final class ElementwiseKernels {
    private static final String FAMILY = "elementwise";

    private final Device device;
    private final DType dtype;
    private final int size;

    /** Makes kernels for results of a type and a number of elements, at least 1. */
    ElementwiseKernels(Device device, DType dtype, int size) {
        this.device = device;
        this.dtype = dtype;
        this.size = size;
    }

    KernelFactory unary(Unary.Kind kind) {
        return kernel("unary_" + name(kind) + "_" + name(dtype), 1);
    }

    KernelFactory binary(Binary.Kind kind) {
        return kernel("binary_" + name(kind) + "_" + name(dtype), 2);
    }

    KernelFactory compare(Compare.Kind kind) {
        return kernel("compare_" + name(kind) + "_" + name(dtype), 2);
    }

    KernelFactory select() {
        return kernel("select_" + name(dtype), 3);
    }

    KernelFactory cast(DType from) {
        return from == dtype ? LayoutKernels.copy(device, size) : kernel("cast_" + name(from) + "_" + name(dtype), 1);
    }

    private KernelFactory kernel(String kernel, int operands) {
        return new CudaKernel(
                device,
                places -> {
                    Arguments arguments = Arguments.of();
                    for (int i = 0; i < operands; i++) {
                        arguments.pointer(places.input(i));
                    }
                    arguments.pointer(places.output()).integer(size);
                    return List.of(Launch.of(FAMILY, kernel, Grid.over(size), arguments));
                },
                Aliasing.ANY_INPUT);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
