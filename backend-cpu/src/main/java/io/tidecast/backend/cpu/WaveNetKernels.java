package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.GatedBackward;
import io.tidecast.backend.cpu.kernel.GatedForm;
import io.tidecast.backend.cpu.kernel.GatedForward;
import io.tidecast.backend.cpu.kernel.JoinedBackward;
import io.tidecast.backend.cpu.kernel.JoinedForm;
import io.tidecast.backend.cpu.kernel.JoinedForward;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.StackBackward;
import io.tidecast.backend.cpu.kernel.StackForward;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.GatedConv1d;
import io.tidecast.core.composite.GatedConv1dGradient;
import io.tidecast.core.composite.GatedConv1dStack;
import io.tidecast.core.composite.GatedConv1dStackGradient;
import io.tidecast.core.type.Shape;
import java.util.Arrays;

/** The layers of WaveNet. */
final class WaveNetKernels {
    private WaveNetKernels() {}

    static KernelFactory gated(GatedConv1d layer, KernelRequest request, Workers workers) {
        GatedForm form = form(request, layer.dilation(), layer.residual());
        boolean residual = layer.residual();
        return new CpuKernel(
                (in, out, scratch) -> {
                    GatedForward.Operands operands = new GatedForward.Operands(
                            in[0], in[1], in[2], residual ? in[3] : null, residual ? in[4] : null);
                    GatedForward.Results results = new GatedForward.Results(
                            out[0], residual ? out[1] : null, layer.saving() ? out[out.length - 1] : null);
                    Span working = scratch.plus(GatedForward.prepared(form));
                    return new GatedForward(form, operands, results, scratch, working, workers)::run;
                },
                Aliasing.NONE,
                GatedForward.prepared(form) + GatedForward.working(form, workers));
    }

    static KernelFactory gatedGradient(GatedConv1dGradient gradient, KernelRequest request, Workers workers) {
        GatedForm form = form(request, gradient.dilation(), gradient.residual());
        boolean residual = gradient.residual();
        boolean byInput = gradient.inputGradient();
        int saved = residual ? 3 : 2;
        return new CpuKernel(
                (in, out, scratch) -> {
                    GatedBackward.Operands operands = new GatedBackward.Operands(
                            in[0],
                            in[1],
                            residual ? in[2] : null,
                            in[saved],
                            in[saved + 1],
                            residual ? in[saved + 2] : null);
                    GatedBackward.Results results = new GatedBackward.Results(
                            out[0],
                            out[1],
                            residual ? out[2] : null,
                            residual ? out[3] : null,
                            byInput ? out[out.length - 1] : null);
                    Span working = scratch.plus(GatedBackward.kept(form, byInput));
                    return new GatedBackward(form, operands, results, scratch, working, workers)::run;
                },
                Aliasing.NONE,
                GatedBackward.kept(form, byInput) + GatedBackward.working(form, workers));
    }

    private static GatedForm form(KernelRequest request, int dilation, boolean residual) {
        Shape x = request.inputs().get(0).shape();
        Shape kernel = request.inputs().get(1).shape();
        return new GatedForm(x.dim(0), kernel.dim(2) / 2, kernel.dim(0), x.dim(1), x.dim(2), dilation, residual);
    }

    static KernelFactory stack(GatedConv1dStack stack, KernelRequest request, Workers workers) {
        GatedForm[] forms = forms(stack, request);
        JoinedForm joinedForm = joined(stack, forms, request);
        int prepared = 0;
        int working = 0;
        for (GatedForm form : forms) {
            prepared += GatedForward.prepared(form);
            working = Math.max(working, GatedForward.working(form, workers));
        }
        int ofLayers = prepared + working;
        int shared = working;
        return new CpuKernel(
                (in, out, scratch) -> {
                    Span free = scratch.plus(shared);
                    GatedForward[] layers = new GatedForward[forms.length];
                    Span[] sequences = new Span[forms.length];
                    Span x = in[0];
                    for (int layer = 0; layer < layers.length; layer++) {
                        boolean residual = stack.isResidual(layer);
                        int kernel = GatedConv1dStack.kernelOf(layer);
                        int z = GatedConv1dStack.outputOf(layer);
                        Span next = residual ? out[z + 1] : null;
                        GatedForward.Operands operands = new GatedForward.Operands(
                                x,
                                in[kernel],
                                in[kernel + 1],
                                residual ? in[kernel + 2] : null,
                                residual ? in[kernel + 3] : null);
                        GatedForward.Results results =
                                new GatedForward.Results(out[z], next, out[z + (residual ? 2 : 1)]);
                        layers[layer] = new GatedForward(forms[layer], operands, results, free, scratch, workers);
                        sequences[layer] = out[z];
                        free = free.plus(GatedForward.prepared(forms[layer]));
                        x = next == null ? x : next;
                    }
                    JoinedForward joined =
                            new JoinedForward(joinedForm, in[1], in[2], sequences, out[0], free, workers);
                    return new StackForward(layers, joined, joinedForm)::run;
                },
                Aliasing.NONE,
                ofLayers + JoinedForward.scratch(joinedForm, workers));
    }

    static KernelFactory stackGradient(GatedConv1dStackGradient gradient, KernelRequest request, Workers workers) {
        GatedConv1dStack stack = gradient.forward();
        GatedForm[] forms = forms(stack, request);
        JoinedForm joinedForm = joined(stack, forms, request);
        int first = gradient.firstOutput();
        boolean byInput = gradient.inputGradient();
        return new CpuKernel(
                (in, out, scratch) -> {
                    StackBackward.Part[] parts = new StackBackward.Part[forms.length];
                    for (int layer = 0; layer < parts.length; layer++) {
                        boolean residual = stack.isResidual(layer);
                        int kernel = GatedConv1dStack.kernelOf(layer);
                        int z = first + GatedConv1dStack.outputOf(layer);
                        // the outputs are the gradients by the inputs but for the first
                        parts[layer] = new StackBackward.Part(
                                layer == 0 ? in[0] : in[first + GatedConv1dStack.outputOf(layer - 1) + 1],
                                in[kernel],
                                residual ? in[kernel + 2] : null,
                                in[z],
                                in[z + (residual ? 2 : 1)],
                                out[kernel - 1],
                                out[kernel],
                                residual ? out[kernel + 1] : null,
                                residual ? out[kernel + 2] : null);
                    }
                    return new StackBackward(
                            forms,
                            parts,
                            joinedForm,
                            new JoinedBackward.Operands(in[1], in[first], in[in.length - 1]),
                            new JoinedBackward.Results(out[0], out[1]),
                            byInput ? out[out.length - 1] : null,
                            scratch,
                            workers)::run;
                },
                Aliasing.NONE,
                StackBackward.scratch(forms, joinedForm, byInput, workers));
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
