package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import java.util.List;

/** Random numbers from a seed, a step and their place, see {@code random.cu}. */
final class RandomKernels {
    private static final int WORDS = 4;

    private RandomKernels() {}

    static KernelFactory uniform(Device device, int stream, int size) {
        return new CudaKernel(
                device,
                places -> List.of(Launch.of(
                        "random",
                        "random_uniform",
                        Grid.over(Math.ceilDiv(size, WORDS)),
                        Arguments.of()
                                .pointer(places.input(0))
                                .pointer(places.input(1))
                                .pointer(places.output())
                                .integers(stream, size))),
                Aliasing.NONE);
    }
}
