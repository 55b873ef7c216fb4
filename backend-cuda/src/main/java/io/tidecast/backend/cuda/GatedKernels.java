package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.backend.cuda.CudaKernel.Operands;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.GatedConv1d;
import io.tidecast.core.composite.GatedConv1dGradient;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gated convolutions with their residual layer, see {@code gated.cuh}. */
final class GatedKernels {
    private static final String FAMILY = "gated";
    private static final int THREADS = 256;
    private static final int DEPTH = 16;

    private GatedKernels() {}

    /** A block's share: so many gates at so many columns, then so many of the residual layer's channels at a time. */
    private enum Share {
        MANY(64, 64, 64),
        SOME(32, 64, 32),
        FEW(16, 128, 32);

        private final int gates;
        private final int columns;
        private final int channels;

        Share(int gates, int columns, int channels) {
            this.gates = gates;
            this.columns = columns;
            this.channels = channels;
        }

        static Share of(int gates) {
            if (gates <= FEW.gates) {
                return FEW;
            }
            return gates <= SOME.gates ? SOME : MANY;
        }

        int sharedBytes(Precision precision) {
            int first = Tiling.words(precision, 2 * gates, columns, DEPTH);
            int second = Tiling.words(precision, channels, columns, DEPTH);
            return (Math.max(first, second) + gates * columns) * Float.BYTES;
        }

        Grid grid(int allGates, int allColumns) {
            return Grid.of(Math.ceilDiv(allGates, gates) * Math.ceilDiv(allColumns, columns), 1, 1, THREADS);
        }
    }

    private static ConvolutionForm form(int dilation, KernelRequest request) {
        Conv1d convolution = new Conv1d(1, dilation, Padding.CAUSAL, Activation.NONE);
        return ConvolutionForm.of(
                convolution,
                request.inputs().get(0).shape(),
                request.inputs().get(1).shape());
    }

    static KernelFactory forward(GatedConv1d op, KernelRequest request, Device device) {
        ConvolutionForm form = form(op.dilation(), request);
        return new CudaKernel(device, places -> forward(device, op, form, places), Aliasing.NONE);
    }

    private static List<Launch> forward(Device device, GatedConv1d op, ConvolutionForm form, Operands places) {
        int gates = form.filters() / 2;
        Share share = Share.of(gates);
        boolean together = op.residual() && gates <= share.gates;
        CudaBuffer z = places.output(0);
        @Nullable CudaBuffer next = op.residual() ? places.output(1) : null;
        Arguments arguments = Arguments.of()
                .pointer(places.input(0))
                .pointer(places.input(1))
                .pointer(places.input(2))
                .optional(together ? places.input(3) : null)
                .optional(together ? places.input(4) : null)
                .pointer(z)
                .optional(next)
                .optional(op.saving() ? places.outputs().getLast() : null)
                .struct(form.struct());
        Precision precision = device.precision();
        List<Launch> launches = new ArrayList<>();
        launches.add(Launch.of(
                        Tiling.family(precision, FAMILY),
                        Tiling.kernel(precision, FAMILY, Integer.toString(share.gates)),
                        share.grid(gates, form.outputColumns()),
                        arguments)
                .sharing(share.sharedBytes(precision)));
        if (next != null && !together) {
            Conv1d perStep = new Conv1d(1, 1, Padding.VALID, Activation.NONE);
            ConvolutionForm dense = ConvolutionForm.of(
                    perStep, Shape.of(gates, form.time(), form.batch()), Shape.of(1, gates, form.channels()));
            launches.add(ConvolutionKernels.forward(
                    device, dense, z, places.input(3), places.input(4), places.input(0), next));
        }
        return launches;
    }

    static KernelFactory gradient(GatedConv1dGradient op, KernelRequest request, Device device) {
        ConvolutionForm form = form(op.dilation(), request);
        int gates = form.filters() / 2;
        WeightGradient byKernel = ConvolutionKernels.weights(device, form);
        WeightGradient byResidual = WeightGradient.of(device, gates, form.channels(), form.outputColumns());
        long residualBytes = op.residual() ? byResidual.scratchBytes() : 0;
        long slopeBytes = Workspace.bytes((long) form.filters() * form.outputColumns());
        return new CudaKernel(
                device,
                places -> gradient(device, op, form, byKernel, byResidual, places),
                Aliasing.NONE,
                slopeBytes + byKernel.scratchBytes() + residualBytes);
    }

    private static List<Launch> gradient(
            Device device,
            GatedConv1dGradient op,
            ConvolutionForm form,
            WeightGradient byKernel,
            WeightGradient byResidual,
            Operands places) {
        int gates = form.filters() / 2;
        int columns = form.outputColumns();
        CudaBuffer saved = places.input(op.residual() ? 3 : 2);
        CudaBuffer dz = places.input(op.residual() ? 4 : 3);
        @Nullable CudaBuffer residualKernel = op.residual() ? places.input(2) : null;
        @Nullable CudaBuffer dy = op.residual() ? places.input(5) : null;
        Workspace workspace = new Workspace(places.scratch());
        CudaBuffer slopes = workspace.take((long) form.filters() * columns);
        List<Launch> launches = new ArrayList<>();
        launches.add(Tiling.of(device.precision(), gates, columns)
                .launch(
                        FAMILY,
                        "gated_slopes",
                        gates,
                        columns,
                        1,
                        Arguments.of()
                                .optional(residualKernel)
                                .optional(dy)
                                .pointer(saved)
                                .pointer(dz)
                                .pointer(slopes)
                                .integers(gates, columns, op.residual() ? form.channels() : 0)));
        CudaBuffer dw = places.output(0);
        ConvolutionKernels.addWeights(
                launches, form, byKernel, places.input(0), slopes, slopes, dw, places.output(1), workspace);
        if (dy != null) {
            byResidual.add(
                    launches,
                    FAMILY,
                    "gated_residual_dw",
                    places.output(2),
                    places.output(3),
                    workspace,
                    (weights, bias) -> Arguments.of()
                            .pointer(saved)
                            .pointer(dy)
                            .pointer(weights)
                            .pointer(bias)
                            .integers(gates, columns, form.channels())
                            .integer(byResidual.stretches().length()));
        }
        if (op.inputGradient()) {
            CudaBuffer dx = places.outputs().getLast();
            launches.add(ConvolutionKernels.byInput(device, form, places.input(1), slopes, slopes, dy, dx));
        }
        return launches;
    }
}
