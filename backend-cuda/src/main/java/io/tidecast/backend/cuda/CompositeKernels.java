package io.tidecast.backend.cuda;

import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.AdamStep;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.GateBias;
import io.tidecast.core.composite.GatedConv1d;
import io.tidecast.core.composite.GatedConv1dGradient;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.JoinedDenseGradient;
import io.tidecast.core.composite.JoinedRows;
import io.tidecast.core.composite.SoftmaxCrossEntropy;
import io.tidecast.core.composite.SoftmaxCrossEntropyGradient;
import io.tidecast.core.composite.WeightedErrors;
import io.tidecast.core.composite.WeightedErrorsGradient;
import io.tidecast.core.graph.Composite;
import java.util.List;
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
            case AdamStep adam -> Optional.of(adam(adam, request, device));
            case Conv1d convolution -> Optional.of(ConvolutionKernels.forward(convolution, request, device));
            case Conv1dGradient gradient -> Optional.of(ConvolutionKernels.gradient(gradient, request, device));
            case GatedConv1d gated
            when GateBias.isShared(request.inputs().get(2)) ->
                Optional.of(GatedKernels.forward(gated, request, device));
            case GatedConv1dGradient gradient -> Optional.of(GatedKernels.gradient(gradient, request, device));
            case GatedStep step -> StepKernels.gated(step, request, device);
            case JoinedDense dense -> JoinedKernels.forward(dense, request, device);
            case JoinedDenseGradient gradient -> JoinedKernels.gradient(gradient, request, device);
            case JoinedRows rows -> StepKernels.joined(rows, request, device);
            case SoftmaxCrossEntropy loss -> Optional.of(new LossKernels(device, request).softmaxCrossEntropy(loss));
            case SoftmaxCrossEntropyGradient _ ->
                Optional.of(new LossKernels(device, request).softmaxCrossEntropyGradient());
            case WeightedErrors _ -> Optional.of(new LossKernels(device, request).weightedErrors());
            case WeightedErrorsGradient _ -> Optional.of(new LossKernels(device, request).weightedErrorsGradient());
            case Gru gru -> new RecurrentKernels(device, GruForm.of(request)).forward(gru);
            case GruGradient gradient -> new RecurrentKernels(device, GruForm.of(request)).backward(gradient);
            default -> Optional.empty();
        };
    }

    /** The parameter and the moments may be changed where they lie. */
    private static KernelFactory adam(AdamStep adam, KernelRequest request, Device device) {
        int size = (int) request.outputs().getFirst().size();
        return new CudaKernel(
                device,
                places -> List.of(AdamLaunch.of(places, adam, size)),
                (input, output) -> input == (output == 0 ? 0 : output + 1));
    }
}
