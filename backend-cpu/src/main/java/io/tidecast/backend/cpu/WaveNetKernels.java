package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.kernel.GatedForm;
import io.tidecast.backend.cpu.kernel.JoinedForm;
import io.tidecast.backend.cpu.kernel.Scratch;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.StackBackward;
import io.tidecast.backend.cpu.kernel.StackForward;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.GatedConv1dStack;
import io.tidecast.core.composite.GatedConv1dStackGradient;
import io.tidecast.core.type.Shape;
import java.util.Arrays;
import java.util.List;

/** The stack of layers that is WaveNet. */
final class WaveNetKernels {
    private WaveNetKernels() {}

    static KernelFactory stack(GatedConv1dStack stack, KernelRequest request, Workers workers) {
        GatedForm[] forms = forms(stack, request);
        JoinedForm joined = joined(stack, forms, request);
        return CpuKernel.counted(request, (in, out, memory) -> stack(forms, joined, in, out, memory, workers)::run);
    }

    private static StackForward stack(
            GatedForm[] forms, JoinedForm joined, Span[] in, Span[] out, Scratch scratch, Workers workers) {
        List<Span> kept = List.of(out).subList(1, out.length);
        return new StackForward(
                forms, joined, operands(in, in.length), new StackForward.Results(out[0], kept), scratch, workers);
    }

    static KernelFactory stackGradient(GatedConv1dStackGradient gradient, KernelRequest request, Workers workers) {
        GatedConv1dStack stack = gradient.forward();
        GatedForm[] forms = forms(stack, request);
        JoinedForm joined = joined(stack, forms, request);
        return CpuKernel.counted(
                request, (in, out, memory) -> stackGradient(gradient, forms, joined, in, out, memory, workers)::run);
    }

    private static StackBackward stackGradient(
            GatedConv1dStackGradient gradient,
            GatedForm[] forms,
            JoinedForm joined,
            Span[] in,
            Span[] out,
            Scratch scratch,
            Workers workers) {
        int y = gradient.firstOutput();
        int parameters = out.length - (gradient.inputGradient() ? 1 : 0);
        Span dx = gradient.inputGradient() ? out[parameters] : null;
        return new StackBackward(
                forms,
                joined,
                operands(in, y),
                new StackBackward.Saved(in[y], List.of(in).subList(y + 1, in.length - 1), in[in.length - 1]),
                new StackBackward.Results(out[0], out[1], List.of(out).subList(2, parameters), dx),
                scratch,
                workers);
    }

    private static StackForward.Operands operands(Span[] in, int count) {
        return new StackForward.Operands(in[0], in[1], in[2], List.of(in).subList(3, count));
    }

    private static GatedForm[] forms(GatedConv1dStack stack, KernelRequest request) {
        Shape x = request.inputs().get(0).shape();
        GatedForm[] forms = new GatedForm[stack.layers()];
        for (int layer = 0; layer < forms.length; layer++) {
            Shape kernel =
                    request.inputs().get(GatedConv1dStack.kernelOf(layer)).shape();
            int dilation = stack.dilations().get(layer);
            boolean residual = stack.isResidual(layer);
            forms[layer] =
                    new GatedForm(x.dim(0), kernel.dim(2) / 2, kernel.dim(0), x.dim(1), x.dim(2), dilation, residual);
        }
        return forms;
    }

    private static JoinedForm joined(GatedConv1dStack stack, GatedForm[] forms, KernelRequest request) {
        int[] channels = Arrays.stream(forms).mapToInt(GatedForm::gates).toArray();
        Shape x = request.inputs().get(0).shape();
        int units = request.inputs().get(1).shape().dim(1);
        int columns = x.dim(1) * x.dim(2);
        return new JoinedForm(channels, units, columns, CompositeKernels.activation(stack.activation()));
    }
}
