package io.tidecast.backend.cuda;

import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.graph.Composite;
import java.util.Optional;

/** The composites that have a kernel of their own; the others run as their decompositions. */
final class CompositeKernels {
    private CompositeKernels() {}

    static Optional<KernelFactory> of(Composite composite, KernelRequest request, Device device) {
        boolean empty = request.inputs().stream().anyMatch(type -> type.size() == 0);
        if (empty) {
            return Optional.empty();
        }
        return switch (composite) {
            default -> Optional.empty();
        };
    }
}
