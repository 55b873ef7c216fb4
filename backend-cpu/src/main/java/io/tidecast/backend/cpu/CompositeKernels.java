package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.Activation;
import io.tidecast.backend.cpu.kernel.AdamUpdate;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.AdamStep;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dChain;
import io.tidecast.core.composite.Conv1dChainGradient;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.GatedConv1dStack;
import io.tidecast.core.composite.GatedConv1dStackGradient;
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
import java.util.Arrays;
import java.util.Optional;

/** The composites that have a fused kernel; the others run as their decompositions. */
final class CompositeKernels {
    private static final int ADAM_OPERANDS = 4;

    private CompositeKernels() {}

    static Optional<KernelFactory> of(Composite composite, KernelRequest request, Workers workers) {
        return switch (composite) {
            case Conv1d convolution
            when StepKernels.suits(convolution, request) -> Optional.of(StepKernels.convolution(convolution, request));
            case Conv1d convolution
            when DenseKernels.suits(convolution, request) ->
                Optional.of(DenseKernels.perStep(convolution, request, workers));
            case Conv1d convolution -> Optional.of(ConvolutionKernels.convolution(convolution, request, workers));
            case Conv1dGradient gradient
            when DenseKernels.suits(gradient.forward(), request) ->
                Optional.of(DenseKernels.perStepGradient(gradient, request, workers));
            case Conv1dGradient gradient -> Optional.of(ConvolutionKernels.gradient(gradient, request, workers));
            case Conv1dChain chain
            when chain.saving() -> Optional.of(ConvolutionKernels.chain(chain, request, workers));
            case Conv1dChain chain
            when ConvolutionKernels.isSpreadWorthwhile(chain, request) ->
                Optional.of(ConvolutionKernels.spreadChain(chain, request, workers));
            case Conv1dChainGradient gradient ->
                Optional.of(ConvolutionKernels.chainGradient(gradient, request, workers));
            case Gru gru -> Optional.of(RecurrentKernels.gru(gru, request, workers));
            case GruGradient gradient -> Optional.of(RecurrentKernels.gruGradient(gradient, request, workers));
            case GatedConv1dStack stack
            when stack.sharesBiases(request.inputs()) -> Optional.of(WaveNetKernels.stack(stack, request, workers));
            case GatedConv1dStackGradient gradient ->
                Optional.of(WaveNetKernels.stackGradient(gradient, request, workers));
            case GatedStep step
            when StepKernels.form(step, request).suits() ->
                Optional.of(StepKernels.gated(StepKernels.form(step, request), request));
            case JoinedRows rows
            when StepKernels.form(rows, request).hasVectors() ->
                Optional.of(StepKernels.joined(StepKernels.form(rows, request), request));
            case JoinedDense dense -> Optional.of(DenseKernels.joined(dense, request, workers));
            case JoinedDenseGradient gradient -> Optional.of(DenseKernels.joinedGradient(gradient, request, workers));
            case SoftmaxCrossEntropy loss -> Optional.of(LossKernels.crossEntropy(loss, request, workers));
            case SoftmaxCrossEntropyGradient ignored -> Optional.of(LossKernels.crossEntropyGradient(request, workers));
            case WeightedErrors ignored -> Optional.of(LossKernels.weightedErrors(request, workers));
            case WeightedErrorsGradient ignored -> Optional.of(LossKernels.weightedErrorsGradient(request, workers));
            case AdamStep adam -> Optional.of(adam(adam, request, workers));
            default -> Optional.empty();
        };
    }

    static Activation activation(io.tidecast.core.composite.Activation activation) {
        return switch (activation) {
            case NONE -> Activation.NONE;
            case RELU -> Activation.RELU;
            case TANH -> Activation.TANH;
            case SIGMOID -> Activation.SIGMOID;
        };
    }

    private static KernelFactory adam(AdamStep step, KernelRequest request, Workers workers) {
        int size = (int) request.inputs().getFirst().size();
        CpuKernel.Binding binding = (in, out, scratch) -> adam(step, in, out, size, workers);
        return new CpuKernel(binding, Aliasing.ANY_INPUT);
    }

    private static Kernel adam(AdamStep step, Span[] in, Span[] out, int size, Workers workers) {
        AdamUpdate.Scalars scalars =
                new AdamUpdate.Scalars(in[ADAM_OPERANDS], in[ADAM_OPERANDS + 1], in[ADAM_OPERANDS + 2]);
        Span[] operands = Arrays.copyOf(in, ADAM_OPERANDS);
        return new AdamUpdate(step.beta1(), step.beta2(), step.epsilon(), operands, scalars, out, size, workers)::run;
    }
}
