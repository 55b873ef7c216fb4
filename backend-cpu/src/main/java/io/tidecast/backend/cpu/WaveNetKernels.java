package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.GatedBackward;
import io.tidecast.backend.cpu.kernel.GatedForm;
import io.tidecast.backend.cpu.kernel.GatedForward;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.GatedConv1d;
import io.tidecast.core.composite.GatedConv1dGradient;
import io.tidecast.core.type.Shape;

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
                    return new GatedForward(form, operands, results, scratch, workers)::run;
                },
                Aliasing.NONE,
                GatedForward.scratch(form, workers));
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
                    return new GatedBackward(form, operands, results, scratch, workers)::run;
                },
                Aliasing.NONE,
                GatedBackward.scratch(form, byInput, workers));
    }

    private static GatedForm form(KernelRequest request, int dilation, boolean residual) {
        Shape x = request.inputs().get(0).shape();
        Shape kernel = request.inputs().get(1).shape();
        return new GatedForm(x.dim(0), kernel.dim(2) / 2, kernel.dim(0), x.dim(1), x.dim(2), dilation, residual);
    }
}
