package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.Activation;
import io.tidecast.backend.cpu.kernel.AdamUpdate;
import io.tidecast.backend.cpu.kernel.Convolution;
import io.tidecast.backend.cpu.kernel.ConvolutionGradient;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.AdamStep;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.GatedConv1dStack;
import io.tidecast.core.composite.GatedConv1dStackGradient;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.JoinedDenseGradient;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.composite.SoftmaxCrossEntropy;
import io.tidecast.core.composite.SoftmaxCrossEntropyGradient;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.type.Shape;
import java.util.Arrays;
import java.util.Optional;

/** The composites that have a fused kernel; the others run as their decompositions. */
final class CompositeKernels {
    private static final int ADAM_OPERANDS = 4;

    /** Where a convolution's gradient takes the one by the output, and gives the one by the input. */
    private static final int OUTPUT_GRADIENT = 3;

    private static final int INPUT_GRADIENT = 2;

    private CompositeKernels() {}

    static Optional<KernelFactory> of(Composite composite, KernelRequest request, Workers workers) {
        return switch (composite) {
            case Conv1d convolution
            when DenseKernels.suits(convolution, request) ->
                Optional.of(DenseKernels.perStep(convolution, request, workers));
            case Conv1d convolution -> Optional.of(convolution(convolution, request, workers));
            case Conv1dGradient gradient
            when DenseKernels.suits(gradient.forward(), request) ->
                Optional.of(DenseKernels.perStepGradient(gradient, request, workers));
            case Conv1dGradient gradient -> Optional.of(convolutionGradient(gradient, request, workers));
            case Gru gru -> Optional.of(RecurrentKernels.gru(gru, request, workers));
            case GruGradient gradient -> Optional.of(RecurrentKernels.gruGradient(gradient, request, workers));
            case GatedConv1dStack stack -> Optional.of(WaveNetKernels.stack(stack, request, workers));
            case GatedConv1dStackGradient gradient ->
                Optional.of(WaveNetKernels.stackGradient(gradient, request, workers));
            case JoinedDense dense -> Optional.of(DenseKernels.joined(dense, request, workers));
            case JoinedDenseGradient gradient -> Optional.of(DenseKernels.joinedGradient(gradient, request, workers));
            case SoftmaxCrossEntropy loss -> Optional.of(LossKernels.crossEntropy(loss, request, workers));
            case SoftmaxCrossEntropyGradient ignored -> Optional.of(LossKernels.crossEntropyGradient(request, workers));
            case AdamStep adam -> Optional.of(adam(adam, request, workers));
            default -> Optional.empty();
        };
    }

    private static KernelFactory convolution(Conv1d convolution, KernelRequest request, Workers workers) {
        Convolution.Form form = form(convolution, request);
        return new CpuKernel(
                (in, out, scratch) -> new Convolution(form, in[0], in[1], in[2], out[0], scratch, workers)::run,
                Aliasing.NONE,
                form.scratch(workers));
    }

    private static KernelFactory convolutionGradient(Conv1dGradient op, KernelRequest request, Workers workers) {
        Convolution.Form form = form(op.forward(), request);
        Aliasing aliasing = ConvolutionGradient.mayOverwriteOutputGradient(form)
                ? (input, output) -> input == OUTPUT_GRADIENT && output == INPUT_GRADIENT
                : Aliasing.NONE;
        return new CpuKernel(
                (in, out, scratch) -> {
                    ConvolutionGradient gradient = new ConvolutionGradient(
                            form,
                            in[0],
                            in[1],
                            in[2],
                            in[3],
                            out[0],
                            out[1],
                            op.inputGradient() ? out[2] : null,
                            scratch,
                            workers);
                    return gradient::run;
                },
                aliasing,
                ConvolutionGradient.scratch(form, op.inputGradient(), workers));
    }

    private static Convolution.Form form(Conv1d convolution, KernelRequest request) {
        Shape x = request.inputs().get(0).shape();
        Shape w = request.inputs().get(1).shape();
        return new Convolution.Form(
                x.dim(0),
                w.dim(2),
                w.dim(0),
                x.dim(1),
                x.dim(2),
                convolution.stride(),
                convolution.dilation(),
                convolution.padding() == Padding.CAUSAL,
                activation(convolution.activation()));
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
