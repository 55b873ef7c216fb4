package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Kernel;
import java.util.List;

/** Kernels made of kernels. */
final class Kernels {
    private Kernels() {}

    static Kernel inOrder(Kernel... kernels) {
        return () -> {
            for (Kernel kernel : kernels) {
                kernel.run();
            }
        };
    }

    static Kernel inOrder(List<Kernel> kernels) {
        return inOrder(kernels.toArray(Kernel[]::new));
    }
}
