package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.JoinedBackward;
import io.tidecast.backend.cpu.kernel.JoinedForm;
import io.tidecast.backend.cpu.kernel.JoinedForward;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.JoinedDenseGradient;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.Arrays;
import java.util.List;

/** Dense layers at every step, over one sequence or several that are joined. */
final class DenseKernels {
    private static final int WIDE = 32;
    private static final int LONG = 2_048;

    private DenseKernels() {}

    /** Returns whether a convolution is a dense layer, and large enough to gain from what these kernels prepare. */
    static boolean suits(Conv1d convolution, KernelRequest request) {
        Shape x = request.inputs().get(0).shape();
        Shape kernel = request.inputs().get(1).shape();
        boolean isDense = kernel.dim(0) == 1 && convolution.stride() == 1;
        boolean isWide = kernel.dim(1) >= WIDE && kernel.dim(2) >= WIDE;
        return isDense && isWide && (long) x.dim(1) * x.dim(2) >= LONG;
    }

    static KernelFactory perStep(Conv1d convolution, KernelRequest request, Workers workers) {
        JoinedForm form = form(convolution, request);
        return new CpuKernel(
                (in, out, scratch) -> {
                    Span[] sequences = {in[0]};
                    return new JoinedForward(form, in[1], in[2], sequences, out[0], scratch, workers)::run;
                },
                Aliasing.NONE,
                JoinedForward.scratch(form, workers));
    }

    static KernelFactory perStepGradient(Conv1dGradient gradient, KernelRequest request, Workers workers) {
        JoinedForm form = form(gradient.forward(), request);
        return new CpuKernel(
                (in, out, scratch) -> {
                    JoinedBackward.Operands operands = new JoinedBackward.Operands(in[1], in[2], in[3]);
                    JoinedBackward.Results results = new JoinedBackward.Results(out[0], out[1]);
                    Span[] sequences = {in[0]};
                    Span[] bySequences = Arrays.copyOfRange(out, 2, out.length);
                    return new JoinedBackward(form, operands, sequences, results, bySequences, scratch, workers)::run;
                },
                Aliasing.NONE,
                JoinedBackward.scratch(form, gradient.inputGradient(), workers));
    }

    private static JoinedForm form(Conv1d convolution, KernelRequest request) {
        Shape x = request.inputs().get(0).shape();
        int units = request.inputs().get(1).shape().dim(2);
        int[] channels = {x.dim(0)};
        return new JoinedForm(
                channels, units, x.dim(1) * x.dim(2), CompositeKernels.activation(convolution.activation()));
    }

    static KernelFactory joined(JoinedDense dense, KernelRequest request, Workers workers) {
        JoinedForm form = form(request, 2, dense.activation());
        return new CpuKernel(
                (in, out, scratch) -> {
                    Span[] sequences = Arrays.copyOfRange(in, 2, in.length);
                    return new JoinedForward(form, in[0], in[1], sequences, out[0], scratch, workers)::run;
                },
                Aliasing.NONE,
                JoinedForward.scratch(form, workers));
    }

    static KernelFactory joinedGradient(JoinedDenseGradient gradient, KernelRequest request, Workers workers) {
        JoinedForm form = form(request, 3, gradient.activation());
        return new CpuKernel(
                (in, out, scratch) -> {
                    JoinedBackward.Operands operands = new JoinedBackward.Operands(in[0], in[1], in[2]);
                    JoinedBackward.Results results = new JoinedBackward.Results(out[0], out[1]);
                    Span[] sequences = Arrays.copyOfRange(in, 3, in.length);
                    Span[] bySequences = Arrays.copyOfRange(out, 2, out.length);
                    return new JoinedBackward(form, operands, sequences, results, bySequences, scratch, workers)::run;
                },
                Aliasing.NONE,
                JoinedBackward.scratch(form, true, workers));
    }

    private static JoinedForm form(KernelRequest request, int first, io.tidecast.core.composite.Activation activation) {
        List<TensorType> sequences =
                request.inputs().subList(first, request.inputs().size());
        int[] channels =
                sequences.stream().mapToInt(type -> type.shape().dim(0)).toArray();
        Shape shape = sequences.getFirst().shape();
        int units = request.inputs().getFirst().shape().dim(1);
        return new JoinedForm(channels, units, shape.dim(1) * shape.dim(2), CompositeKernels.activation(activation));
    }
}
