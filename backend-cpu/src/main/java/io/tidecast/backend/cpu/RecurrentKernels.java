package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.GruBackward;
import io.tidecast.backend.cpu.kernel.GruForm;
import io.tidecast.backend.cpu.kernel.GruForward;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.type.Shape;

/** Layers that carry a state along a sequence. */
final class RecurrentKernels {
    private RecurrentKernels() {}

    static KernelFactory gru(Gru gru, KernelRequest request, Workers workers) {
        GruForm form = form(request);
        return new CpuKernel(
                (in, out, scratch) -> {
                    Span saved = gru.saving() ? out[1] : null;
                    return new GruForward(form, operands(in), out[0], saved, scratch, workers)::run;
                },
                Aliasing.NONE,
                GruForward.scratch(form, workers));
    }

    static KernelFactory gruGradient(GruGradient gradient, KernelRequest request, Workers workers) {
        GruForm form = form(request);
        return new CpuKernel(
                (in, out, scratch) -> {
                    GruBackward.Saved saved = new GruBackward.Saved(in[5], in[6], in[7]);
                    Span dx = gradient.inputGradient() ? out[4] : null;
                    GruBackward.Results results = new GruBackward.Results(out[0], out[1], out[2], out[3], dx);
                    return new GruBackward(form, operands(in), saved, results, scratch, workers)::run;
                },
                Aliasing.NONE,
                GruBackward.scratch(form, workers));
    }

    private static GruForward.Operands operands(Span[] in) {
        return new GruForward.Operands(in[0], in[1], in[2], in[3], in[4]);
    }

    private static GruForm form(KernelRequest request) {
        Shape x = request.inputs().get(0).shape();
        Shape recurrent = request.inputs().get(2).shape();
        return new GruForm(x.dim(0), recurrent.dim(0), x.dim(1), x.dim(2));
    }
}
