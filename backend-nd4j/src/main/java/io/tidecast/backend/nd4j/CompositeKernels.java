package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.AdamStep;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.graph.Composite;
import java.util.Optional;

/** The composites that have a kernel of their own; the others run as their decompositions. */
final class CompositeKernels {
    private CompositeKernels() {}

    static Optional<KernelFactory> of(Composite composite, KernelRequest request, NativeLibrary library) {
        boolean empty = request.inputs().stream().anyMatch(type -> type.size() == 0);
        if (empty) {
            return Optional.empty();
        }
        return switch (composite) {
            case AdamStep adam ->
                Optional.of(
                        AdamKernel.of(library, adam, request.inputs().getFirst().size()));
            case Conv1d convolution -> Optional.of(ConvolutionKernels.forward(convolution, request, library));
            case Conv1dGradient gradient -> Optional.of(ConvolutionKernels.gradient(gradient, request, library));
            case Gru gru -> Optional.of(gru(gru, request, library));
            case GruGradient gradient -> Optional.of(gruGradient(gradient, request, library));
            default -> Optional.empty();
        };
    }

    private static KernelFactory gru(Gru gru, KernelRequest request, NativeLibrary library) {
        GruForm form = GruForm.of(request);
        return new Nd4jKernel(
                library,
                (operands, scope) -> new GruForward(form, gru.saving(), operands, scope),
                Aliasing.NONE,
                GruForward.scratchBytes(form));
    }

    private static KernelFactory gruGradient(GruGradient gradient, KernelRequest request, NativeLibrary library) {
        GruForm form = GruForm.of(request);
        return new Nd4jKernel(
                library,
                (operands, scope) -> new GruBackward(form, gradient.inputGradient(), operands, scope),
                Aliasing.NONE,
                GruBackward.scratchBytes(form));
    }
}
