package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.SoftmaxCrossEntropy;
import io.tidecast.core.type.Shape;
import java.util.List;

/** Losses and their gradients, see {@code loss.cu}. */
final class LossKernels {
    private static final String FAMILY = "loss";
    private static final int THREADS = 256;
    private static final int SHARED_BYTES = THREADS * Float.BYTES;
    private static final int COLUMNS_OF_A_BLOCK = 32;
    private static final int ERRORS_OF_A_BLOCK = 4096;
    private static final int MOST_BLOCKS = 512;

    private final Device device;
    private final int size;
    private final int columns;

    /** Makes kernels for values {@code [channels, time, batch]}, the shape of the request's first input. */
    LossKernels(Device device, KernelRequest request) {
        this.device = device;
        Shape shape = request.inputs().getFirst().shape();
        size = (int) shape.size();
        columns = shape.dim(1) * shape.dim(2);
    }

    KernelFactory softmaxCrossEntropy(SoftmaxCrossEntropy op) {
        return new CudaKernel(
                device,
                places -> List.of(Launch.of(
                                FAMILY,
                                "softmax_cross_entropy",
                                Grid.of(Math.ceilDiv(columns, COLUMNS_OF_A_BLOCK), 1, 1, THREADS),
                                Arguments.of()
                                        .pointer(places.input(0))
                                        .pointer(places.input(1))
                                        .pointer(places.output(0))
                                        .optional(op.saving() ? places.output(1) : null)
                                        .integers(size / columns, columns))
                        .sharing(SHARED_BYTES)),
                Aliasing.NONE);
    }

    KernelFactory softmaxCrossEntropyGradient() {
        return elementwise("softmax_cross_entropy_gradient", size / columns);
    }

    KernelFactory weightedErrorsGradient() {
        return elementwise("weighted_errors_gradient", size);
    }

    private KernelFactory elementwise(String kernel, int extent) {
        return new CudaKernel(
                device,
                places -> {
                    Arguments arguments = Arguments.of();
                    places.inputs().forEach(arguments::pointer);
                    arguments.pointer(places.output()).integers(extent, columns);
                    return List.of(Launch.of(FAMILY, kernel, Grid.over(size), arguments));
                },
                Aliasing.NONE);
    }

    KernelFactory weightedErrors() {
        int blocks = Math.clamp(Math.ceilDiv(size, ERRORS_OF_A_BLOCK), 1, MOST_BLOCKS);
        int stretch = Math.ceilDiv(size, blocks);
        int count = Math.ceilDiv(size, stretch);
        return new CudaKernel(
                device,
                places -> List.of(
                        Launch.of(
                                        FAMILY,
                                        "weighted_errors",
                                        Grid.of(count, 1, 1, THREADS),
                                        Arguments.of()
                                                .pointer(places.input(0))
                                                .pointer(places.input(1))
                                                .pointer(places.input(2))
                                                .pointer(places.scratch())
                                                .integers(size, columns, stretch))
                                .sharing(SHARED_BYTES),
                        Launch.of(
                                        FAMILY,
                                        "weighted_errors_total",
                                        Grid.of(2, 1, 1, THREADS),
                                        Arguments.of()
                                                .pointer(places.scratch())
                                                .pointer(places.output(0))
                                                .pointer(places.output(1))
                                                .integer(count))
                                .sharing(SHARED_BYTES)),
                Aliasing.NONE,
                Workspace.bytes(2L * count));
    }
}
