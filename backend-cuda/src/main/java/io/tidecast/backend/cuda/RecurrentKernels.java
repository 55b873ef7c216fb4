package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.backend.cuda.CudaKernel.Operands;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A GRU over a whole sequence, see {@code gru.cu}: what does not need the state is one product over all steps, before them
 * or after them; the steps are one launch. Empty where one sequence's state is too large for a block.
 */
final class RecurrentKernels {
    private static final String FAMILY = "gru";
    private static final int FORWARD_ROWS = 2;
    private static final int BACKWARD_ROWS = 7;
    private static final int THREADS = 256;

    private final Device device;
    private final GruForm form;

    RecurrentKernels(Device device, GruForm form) {
        this.device = device;
        this.form = form;
    }

    Optional<KernelFactory> forward(Gru gru) {
        CudaKernel projection = product(true, false, form.ofKernel(), form.ofInputs());
        long projected = form.floats(3);
        return GruTiling.of(form, FORWARD_ROWS, device.traits())
                .map(tiling -> new CudaKernel(
                        device,
                        places -> {
                            Workspace workspace = new Workspace(places.scratch());
                            CudaBuffer gates = workspace.take(projected);
                            List<Launch> launches =
                                    launches(projection, places.input(1), places.input(0), gates, workspace.rest());
                            boolean saving = gru.saving();
                            launches.add(tiling.launch(
                                    "gru_forward",
                                    Arguments.of()
                                            .pointer(gates)
                                            .pointer(places.input(2))
                                            .pointer(places.input(3))
                                            .pointer(places.input(4))
                                            .pointer(places.output())
                                            .pointer(places.output(saving ? 1 : 0))
                                            .integer(saving ? 1 : 0)
                                            .struct(tiling.extents())));
                            return launches;
                        },
                        Aliasing.NONE,
                        Workspace.bytes(projected) + projection.scratchBytes()));
    }

    Optional<KernelFactory> backward(GruGradient gradient) {
        CudaKernel ofKernel = product(false, true, form.ofInputs(), form.ofGates());
        CudaKernel ofRecurrent = product(false, true, form.ofStates(), form.ofGates());
        CudaKernel ofInput = product(false, false, form.ofKernel(), form.ofGates());
        long slopes = form.floats(5);
        int weights = 3 * form.units() * form.units();
        long ofProducts =
                Math.max(ofInput.scratchBytes(), Math.max(ofKernel.scratchBytes(), ofRecurrent.scratchBytes()));
        return GruTiling.of(form, BACKWARD_ROWS, device.traits())
                .map(tiling -> new CudaKernel(
                        device,
                        places -> {
                            Workspace workspace = new Workspace(places.scratch());
                            CudaBuffer ofQ = workspace.take(slopes);
                            CudaBuffer turned = workspace.take(weights);
                            CudaBuffer rest = workspace.rest();
                            CudaBuffer ofZ = ofQ.from(form.floats(1));
                            CudaBuffer before = ofQ.from(form.floats(4));
                            List<Launch> launches = new ArrayList<>();
                            launches.add(steps(tiling, places, ofQ));
                            launches.add(biases(ofQ, places.output(2)));
                            launches.addAll(launches(ofKernel, places.input(0), ofZ, places.output(0), rest));
                            launches.addAll(launches(ofRecurrent, before, ofQ, turned, rest));
                            launches.add(Launch.of(
                                    FAMILY,
                                    "gru_rotate",
                                    Grid.over(weights),
                                    Arguments.of()
                                            .pointer(turned)
                                            .pointer(places.output(1))
                                            .integer(form.units())));
                            if (gradient.inputGradient()) {
                                launches.addAll(launches(ofInput, places.input(1), ofZ, places.output(4), rest));
                            }
                            return launches;
                        },
                        Aliasing.NONE,
                        Workspace.bytes(slopes, weights) + ofProducts));
    }

    private Launch steps(GruTiling tiling, Operands places, CudaBuffer slopes) {
        return tiling.launch(
                "gru_backward",
                Arguments.of()
                        .pointer(places.input(2))
                        .pointer(places.input(4))
                        .pointer(places.input(5))
                        .pointer(places.input(6))
                        .pointer(places.input(7))
                        .pointer(slopes)
                        .pointer(places.output(3))
                        .struct(tiling.extents()));
    }

    private Launch biases(CudaBuffer slopes, CudaBuffer gradient) {
        return Launch.of(
                        FAMILY,
                        "gru_bias",
                        Grid.of(6 * form.units(), 1, 1, THREADS),
                        Arguments.of().pointer(slopes).pointer(gradient).integers(form.units(), form.columns()))
                .sharing(THREADS * Float.BYTES);
    }

    private CudaKernel product(boolean transposeLeft, boolean transposeRight, Shape left, Shape right) {
        return MatrixKernels.product(device, new MatMul(transposeLeft, transposeRight), left, right);
    }

    private static List<Launch> launches(
            CudaKernel product, CudaBuffer left, CudaBuffer right, CudaBuffer out, CudaBuffer scratch) {
        return new ArrayList<>(product.binding().launches(new Operands(List.of(left, right), List.of(out), scratch)));
    }
}
