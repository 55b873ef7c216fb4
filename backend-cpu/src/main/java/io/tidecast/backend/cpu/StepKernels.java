package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.kernel.GatedStepForward;
import io.tidecast.backend.cpu.kernel.JoinedForm;
import io.tidecast.backend.cpu.kernel.JoinedRowsForward;
import io.tidecast.backend.cpu.kernel.NarrowConvolution;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.GateBias;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.JoinedRows;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.type.Shape;
import java.util.Arrays;

/** Layers where few columns come at a time, as at one step of a sequence. */
final class StepKernels {
    private StepKernels() {}

    /** Returns whether a convolution has one step to give, or is a dense layer, for few columns in all. */
    static boolean suits(Conv1d convolution, KernelRequest request) {
        int taps = request.inputs().get(1).shape().dim(0);
        boolean isDense = taps == 1 && convolution.stride() == 1;
        boolean isStep = request.outputs().getFirst().shape().dim(1) == 1
                && (taps == 1 || convolution.padding() == Padding.VALID);
        return (isDense || isStep) && form(convolution, request).isNarrow();
    }

    private static NarrowConvolution.Form form(Conv1d convolution, KernelRequest request) {
        Shape x = request.inputs().get(0).shape();
        Shape w = request.inputs().get(1).shape();
        Shape y = request.outputs().getFirst().shape();
        return new NarrowConvolution.Form(
                w.dim(1),
                w.dim(2),
                w.dim(0),
                y.dim(1) * y.dim(2),
                convolution.dilation() * x.dim(2),
                x.dim(1) * x.dim(2),
                CompositeKernels.activation(convolution.activation()));
    }

    static KernelFactory convolution(Conv1d convolution, KernelRequest request) {
        NarrowConvolution.Form form = form(convolution, request);
        return CpuKernel.counted(
                request, (in, out, memory) -> new NarrowConvolution(form, in[0], in[1], in[2], out[0], memory)::run);
    }

    /** Returns the extents of a joined layer. */
    static JoinedForm form(JoinedRows rows, KernelRequest request) {
        Shape y = request.outputs().getFirst().shape();
        int[] channels = request.inputs().subList(2, request.inputs().size()).stream()
                .mapToInt(type -> type.shape().dim(2))
                .toArray();
        return new JoinedForm(channels, y.dim(2), y.dim(0), CompositeKernels.activation(rows.activation()));
    }

    static KernelFactory joined(JoinedForm form, KernelRequest request) {
        return CpuKernel.counted(request, (in, out, memory) -> {
            Span[] sequences = Arrays.copyOfRange(in, 2, in.length);
            return new JoinedRowsForward(form, in[0], in[1], sequences, out[0], memory)::run;
        });
    }

    /** Returns the extents of a gated layer's step. */
    static GatedStepForward.Form form(GatedStep step, KernelRequest request) {
        Shape x = request.inputs().get(0).shape();
        Shape w = request.inputs().get(1).shape();
        boolean sharesBias = GateBias.isShared(request.inputs().get(2));
        return new GatedStepForward.Form(x.dim(2), w.dim(2) / 2, w.dim(0), x.dim(0), sharesBias, step.residual());
    }

    static KernelFactory gated(GatedStepForward.Form form, KernelRequest request) {
        boolean residual = form.residual();
        return CpuKernel.counted(request, (in, out, memory) -> {
            Span past = in[in.length - 1];
            GatedStepForward.Operands operands = new GatedStepForward.Operands(
                    past, in[0], in[1], in[2], residual ? in[3] : null, residual ? in[4] : null);
            return new GatedStepForward(form, operands, out[0], residual ? out[1] : null, memory)::run;
        });
    }
}
