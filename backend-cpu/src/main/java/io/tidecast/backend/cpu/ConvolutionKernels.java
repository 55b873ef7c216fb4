package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.ChainBackward;
import io.tidecast.backend.cpu.kernel.ChainForward;
import io.tidecast.backend.cpu.kernel.Convolution;
import io.tidecast.backend.cpu.kernel.ConvolutionGradient;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.SpreadChain;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dChain;
import io.tidecast.core.composite.Conv1dChainGradient;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Convolutions along time, alone and one after the other. */
final class ConvolutionKernels {
    /** Where a convolution's gradient takes the one by the output, and gives the one by the input. */
    private static final int OUTPUT_GRADIENT = 3;

    private static final int INPUT_GRADIENT = 2;

    private ConvolutionKernels() {}

    static KernelFactory convolution(Conv1d convolution, KernelRequest request, Workers workers) {
        Convolution.Form form = form(convolution, request);
        return new CpuKernel(
                (in, out, scratch) -> new Convolution(form, in[0], in[1], in[2], out[0], scratch, workers)::run,
                Aliasing.NONE,
                form.scratch(workers));
    }

    static KernelFactory gradient(Conv1dGradient op, KernelRequest request, Workers workers) {
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

    static KernelFactory chain(Conv1dChain chain, KernelRequest request, Workers workers) {
        int count = chain.layers().size();
        List<Convolution.Form> forms = forms(chain.layers(), request, Conv1dChain::kernelOf);
        return new CpuKernel(
                (in, out, scratch) -> {
                    ChainForward.Operands operands = new ChainForward.Operands(
                            in[0],
                            spans(in, count, Conv1dChain::kernelOf),
                            spans(in, count, layer -> Conv1dChain.kernelOf(layer) + 1),
                            spans(out, count, chain::outputOf));
                    return new ChainForward(forms, operands, scratch, workers)::run;
                },
                Aliasing.NONE,
                ChainForward.scratch(forms, workers));
    }

    /** Whether a chain of which only the last output is wanted is better not taken apart. */
    static boolean isSpreadWorthwhile(Conv1dChain chain, KernelRequest request) {
        return !chain.saving() && SpreadChain.isWorthwhile(forms(chain.layers(), request, Conv1dChain::kernelOf));
    }

    static KernelFactory spreadChain(Conv1dChain chain, KernelRequest request, Workers workers) {
        int count = chain.layers().size();
        List<Convolution.Form> forms = forms(chain.layers(), request, Conv1dChain::kernelOf);
        return new CpuKernel(
                (in, out, scratch) -> {
                    SpreadChain.Operands operands = new SpreadChain.Operands(
                            in[0],
                            spans(in, count, Conv1dChain::kernelOf),
                            spans(in, count, layer -> Conv1dChain.kernelOf(layer) + 1),
                            out[0]);
                    return new SpreadChain(forms, operands, scratch, workers)::run;
                },
                Aliasing.NONE,
                SpreadChain.scratch(forms, workers));
    }

    static KernelFactory chainGradient(Conv1dChainGradient gradient, KernelRequest request, Workers workers) {
        int count = gradient.layers().size();
        boolean byInput = gradient.inputGradient();
        List<Convolution.Form> forms = forms(gradient.layers(), request, Conv1dChainGradient::kernelOf);
        return new CpuKernel(
                (in, out, scratch) -> {
                    ChainBackward.Operands operands = new ChainBackward.Operands(
                            in[0],
                            spans(in, count, Conv1dChainGradient::kernelOf),
                            spans(in, count, gradient::outputOf),
                            in[in.length - 1]);
                    ChainBackward.Results results = new ChainBackward.Results(
                            spans(out, count, Conv1dChainGradient::resultOf),
                            spans(out, count, layer -> Conv1dChainGradient.resultOf(layer) + 1),
                            byInput ? out[out.length - 1] : null);
                    return new ChainBackward(forms, operands, results, scratch, workers)::run;
                },
                Aliasing.NONE,
                ChainBackward.scratch(forms, byInput, workers));
    }

    private static List<Span> spans(Span[] all, int count, IntUnaryOperator place) {
        return IntStream.range(0, count)
                .mapToObj(layer -> all[place.applyAsInt(layer)])
                .toList();
    }

    private static List<Convolution.Form> forms(List<Conv1d> layers, KernelRequest request, IntUnaryOperator kernelOf) {
        List<TensorType> inputs = request.inputs();
        List<Convolution.Form> forms = new ArrayList<>();
        Shape x = inputs.getFirst().shape();
        for (int layer = 0; layer < layers.size(); layer++) {
            Shape w = inputs.get(kernelOf.applyAsInt(layer)).shape();
            forms.add(form(layers.get(layer), x, w));
            x = Shape.of(w.dim(2), x.dim(1), x.dim(2));
        }
        return forms;
    }

    private static Convolution.Form form(Conv1d convolution, KernelRequest request) {
        return form(
                convolution,
                request.inputs().get(0).shape(),
                request.inputs().get(1).shape());
    }

    private static Convolution.Form form(Conv1d convolution, Shape x, Shape w) {
        return new Convolution.Form(
                x.dim(0),
                w.dim(2),
                w.dim(0),
                x.dim(1),
                x.dim(2),
                convolution.stride(),
                convolution.dilation(),
                convolution.padding() == Padding.CAUSAL,
                CompositeKernels.activation(convolution.activation()));
    }
}
