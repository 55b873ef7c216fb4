package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.ErrorSlopes;
import io.tidecast.backend.cpu.kernel.ErrorSums;
import io.tidecast.backend.cpu.kernel.SoftmaxLoss;
import io.tidecast.backend.cpu.kernel.SoftmaxLossGradient;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.SoftmaxCrossEntropy;

/** Losses that are more than arithmetic on elements. */
final class LossKernels {
    private LossKernels() {}

    static KernelFactory crossEntropy(SoftmaxCrossEntropy loss, KernelRequest request, Workers workers) {
        int classes = request.inputs().getFirst().shape().dim(0);
        int columns = (int) request.outputs().getFirst().size();
        return new CpuKernel(
                (in, out, scratch) -> {
                    Span normalisers = loss.saving() ? out[1] : null;
                    return new SoftmaxLoss(classes, columns, in[0], in[1], out[0], normalisers, scratch, workers)::run;
                },
                Aliasing.NONE,
                SoftmaxLoss.scratch(classes, workers));
    }

    static KernelFactory crossEntropyGradient(KernelRequest request, Workers workers) {
        int classes = request.inputs().get(0).shape().dim(0);
        int columns = (int) request.inputs().get(1).size();
        return new CpuKernel(
                (in, out, scratch) -> {
                    SoftmaxLossGradient.Operands operands =
                            new SoftmaxLossGradient.Operands(in[0], in[1], in[2], in[3]);
                    return new SoftmaxLossGradient(classes, columns, operands, out[0], scratch, workers)::run;
                },
                Aliasing.FIRST_INPUT,
                SoftmaxLossGradient.scratch(classes, workers));
    }

    static KernelFactory weightedErrors(KernelRequest request, Workers workers) {
        int rows = request.inputs().get(0).shape().dim(0);
        int columns = (int) request.inputs().get(2).size();
        return new CpuKernel(
                (in, out, scratch) -> {
                    ErrorSums.Operands operands = new ErrorSums.Operands(in[0], in[1], in[2]);
                    return new ErrorSums(rows, columns, operands, out[0], out[1], scratch, workers)::run;
                },
                Aliasing.NONE,
                ErrorSums.scratch(rows, columns));
    }

    static KernelFactory weightedErrorsGradient(KernelRequest request, Workers workers) {
        int rows = request.inputs().get(0).shape().dim(0);
        int columns = (int) request.inputs().get(2).size();
        return new CpuKernel(
                (in, out, scratch) -> {
                    ErrorSums.Operands operands = new ErrorSums.Operands(in[0], in[1], in[2]);
                    return new ErrorSlopes(rows, columns, operands, in[3], out[0], workers)::run;
                },
                Aliasing.FIRST_INPUT);
    }
}
