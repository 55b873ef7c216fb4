package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.JoinedDenseGradient;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dense layer over the channels of several sequences, each read where it lies: see {@code joined.cuh}. */
final class JoinedKernels {
    private static final String FAMILY = "joined";

    /** How many stretches of channels a kernel's arguments have room for. */
    private static final int MOST_STRETCHES = 256;

    private JoinedKernels() {}

    /** The extents: every sequence's channels are a multiple of the stretch. */
    private record Form(List<Integer> channels, int stretch, int units, int columns, Activation activation) {
        static Form of(List<TensorType> sequences, int units, Activation activation) {
            List<Integer> channels =
                    sequences.stream().map(type -> type.shape().dim(0)).toList();
            int stretch = channels.stream().reduce(0, Form::commonDivisor);
            TensorType first = sequences.getFirst();
            int columns = first.shape().dim(1) * first.shape().dim(2);
            return new Form(channels, stretch, units, columns, activation);
        }

        private static int commonDivisor(int a, int b) {
            return b == 0 ? a : commonDivisor(b, a % b);
        }

        int allChannels() {
            return channels.stream().mapToInt(Integer::intValue).sum();
        }

        boolean fits() {
            return allChannels() / stretch <= MOST_STRETCHES;
        }

        Arguments addTo(Arguments arguments) {
            return arguments.integers(units, allChannels(), ConvolutionForm.number(activation));
        }

        Struct struct(List<CudaBuffer> sequences) {
            Struct struct = new Struct();
            new Divider(stretch).addTo(struct);
            struct.integer(columns);
            for (int sequence = 0; sequence < channels.size(); sequence++) {
                for (int channel = 0; channel < channels.get(sequence); channel += stretch) {
                    struct.pointer(sequences.get(sequence).from((long) channel * columns));
                }
            }
            for (int missing = allChannels() / stretch; missing < MOST_STRETCHES; missing++) {
                struct.wide(0);
            }
            return struct;
        }
    }

    /** Returns the kernel, or nothing where there are more stretches than fit. */
    static Optional<KernelFactory> forward(JoinedDense op, KernelRequest request, Device device) {
        List<TensorType> sequences =
                request.inputs().subList(2, request.inputs().size());
        int units = request.outputs().getFirst().shape().dim(0);
        Form form = Form.of(sequences, units, op.activation());
        Tiling tiling = Tiling.of(device.precision(), units, form.columns());
        return when(
                form,
                new CudaKernel(
                        device,
                        places -> {
                            Arguments arguments = Arguments.of()
                                    .pointer(places.input(0))
                                    .pointer(places.input(1))
                                    .pointer(places.output());
                            List<CudaBuffer> given =
                                    places.inputs().subList(2, places.inputs().size());
                            form.addTo(arguments).struct(form.struct(given));
                            return List.of(tiling.launch(FAMILY, "joined_dense", units, form.columns(), 1, arguments));
                        },
                        Aliasing.NONE));
    }

    /** Returns the kernel, or nothing where there are more stretches than fit. */
    static Optional<KernelFactory> gradient(JoinedDenseGradient op, KernelRequest request, Device device) {
        List<TensorType> sequences =
                request.inputs().subList(3, request.inputs().size());
        int units = request.inputs().get(1).shape().dim(0);
        Form form = Form.of(sequences, units, op.activation());
        WeightGradient byKernel = WeightGradient.of(device, form.allChannels(), units, form.columns());
        Tiling tiling = Tiling.of(device.precision(), form.allChannels(), form.columns());
        return when(
                form,
                new CudaKernel(
                        device,
                        places -> {
                            CudaBuffer y = places.input(1);
                            CudaBuffer dy = places.input(2);
                            List<CudaBuffer> given =
                                    places.inputs().subList(3, places.inputs().size());
                            List<CudaBuffer> found =
                                    places.outputs().subList(2, places.outputs().size());
                            List<Launch> launches = new ArrayList<>();
                            byKernel.add(
                                    launches,
                                    FAMILY,
                                    "joined_dense_dw",
                                    places.output(0),
                                    places.output(1),
                                    new Workspace(places.scratch()),
                                    (weights, bias) -> form.addTo(Arguments.of()
                                                    .pointer(y)
                                                    .pointer(dy)
                                                    .pointer(weights)
                                                    .pointer(bias))
                                            .integer(byKernel.stretches().length())
                                            .struct(form.struct(given)));
                            Arguments arguments = Arguments.of()
                                    .pointer(places.input(0))
                                    .pointer(y)
                                    .pointer(dy);
                            form.addTo(arguments).struct(form.struct(found));
                            launches.add(tiling.launch(
                                    FAMILY, "joined_dense_dz", form.allChannels(), form.columns(), 1, arguments));
                            return launches;
                        },
                        Aliasing.NONE,
                        byKernel.scratchBytes()));
    }

    private static Optional<KernelFactory> when(Form form, KernelFactory kernel) {
        return form.fits() ? Optional.of(kernel) : Optional.empty();
    }
}
