package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.backend.cuda.CudaKernel.Operands;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dGradient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Convolutions along time as products whose operands are read where they lie, see {@code conv.cuh}. */
final class ConvolutionKernels {
    private static final String FAMILY = "conv";

    private ConvolutionKernels() {}

    static KernelFactory forward(Conv1d convolution, KernelRequest request, Device device) {
        ConvolutionForm form = form(convolution, request);
        return new CudaKernel(
                device,
                places -> List.of(forward(
                        device, form, places.input(0), places.input(1), places.input(2), null, places.output())),
                Aliasing.NONE);
    }

    static KernelFactory gradient(Conv1dGradient gradient, KernelRequest request, Device device) {
        ConvolutionForm form = form(gradient.forward(), request);
        WeightGradient byWeights = weights(device, form);
        return new CudaKernel(
                device,
                places -> gradient(device, form, byWeights, gradient.inputGradient(), places),
                Aliasing.NONE,
                byWeights.scratchBytes());
    }

    private static ConvolutionForm form(Conv1d convolution, KernelRequest request) {
        return ConvolutionForm.of(
                convolution,
                request.inputs().get(0).shape(),
                request.inputs().get(1).shape());
    }

    private static List<Launch> gradient(
            Device device, ConvolutionForm form, WeightGradient byWeights, boolean byInput, Operands places) {
        CudaBuffer y = places.input(2);
        CudaBuffer dy = places.input(3);
        List<Launch> launches = new ArrayList<>();
        Workspace workspace = new Workspace(places.scratch());
        addWeights(launches, form, byWeights, places.input(0), y, dy, places.output(0), places.output(1), workspace);
        if (byInput) {
            launches.add(byInput(device, form, places.input(1), y, dy, null, places.output(2)));
        }
        return launches;
    }

    /** Returns the launch of y, or of its sum with something else of its shape. */
    static Launch forward(
            Device device,
            ConvolutionForm form,
            CudaBuffer x,
            CudaBuffer w,
            CudaBuffer bias,
            @Nullable CudaBuffer addend,
            CudaBuffer y) {
        Arguments arguments = Arguments.of().pointer(x).pointer(w).pointer(bias);
        return product(device, "conv1d", form.filters(), form.outputColumns(), arguments, addend, y, form);
    }

    /** Returns the launch of the gradient by x, or of its sum with something else of its shape. */
    static Launch byInput(
            Device device,
            ConvolutionForm form,
            CudaBuffer w,
            CudaBuffer y,
            CudaBuffer dy,
            @Nullable CudaBuffer addend,
            CudaBuffer dx) {
        Arguments arguments = Arguments.of().pointer(w).pointer(y).pointer(dy);
        return product(device, "conv1d_dx", form.channels(), form.inputColumns(), arguments, addend, dx, form);
    }

    private static Launch product(
            Device device,
            String stem,
            int rows,
            int columns,
            Arguments operands,
            @Nullable CudaBuffer addend,
            CudaBuffer result,
            ConvolutionForm form) {
        Arguments arguments = operands.optional(addend).pointer(result).struct(form.struct());
        return Tiling.of(device.precision(), rows, columns).launch(FAMILY, stem, rows, columns, 1, arguments);
    }

    static WeightGradient weights(Device device, ConvolutionForm form) {
        return WeightGradient.of(device, form.taps() * form.channels(), form.filters(), form.outputColumns());
    }

    static void addWeights(
            List<Launch> launches,
            ConvolutionForm form,
            WeightGradient byWeights,
            CudaBuffer x,
            CudaBuffer y,
            CudaBuffer dy,
            CudaBuffer dw,
            CudaBuffer db,
            Workspace workspace) {
        byWeights.add(
                launches,
                FAMILY,
                "conv1d_dw",
                dw,
                db,
                workspace,
                (weights, bias) -> Arguments.of()
                        .pointer(x)
                        .pointer(y)
                        .pointer(dy)
                        .pointer(weights)
                        .pointer(bias)
                        .struct(form.struct())
                        .integer(byWeights.stretches().length()));
    }
}
