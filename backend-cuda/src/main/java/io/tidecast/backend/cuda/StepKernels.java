package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.GateBias;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.JoinedRows;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.Optional;

/** Layers at a single step of a sequence, as generation takes them: see {@code step.cu}. Always in single precision. */
final class StepKernels {
    private static final String FAMILY = "step";
    private static final int THREADS = 512;

    /** So few units read whole sectors of memory, and leave many blocks to share a wide layer. */
    private static final int UNITS_PER_BLOCK = 8;

    /** How many sequences a kernel's arguments have room for. */
    private static final int MOST_SEQUENCES = 256;

    private StepKernels() {}

    /** How many sequences of the batch a block takes. */
    private enum Rows {
        ONE(1),
        FOUR(4);

        /** With so many blocks a large GPU is full, and weights are better read for several sequences at once. */
        private static final int BLOCKS_OF_A_LARGE_GPU = 132;

        /** What a block may have without asking. */
        private static final int MOST_SHARED_BYTES = 48 << 10;

        private final int count;

        Rows(int count) {
            this.count = count;
        }

        /** Returns the rows, given the blocks that there are with one row each; nothing where not even one row fits. */
        static Optional<Rows> of(int blocks, long wordsPerRow) {
            boolean many = blocks > BLOCKS_OF_A_LARGE_GPU && FOUR.fits(wordsPerRow);
            return many ? Optional.of(FOUR) : Optional.of(ONE).filter(one -> one.fits(wordsPerRow));
        }

        private boolean fits(long wordsPerRow) {
            return count * wordsPerRow * Float.BYTES <= MOST_SHARED_BYTES;
        }

        /** Returns the launch for a batch, of which each group of rows has so many blocks. */
        Launch launch(String stem, int batch, int blocks, long wordsPerRow, Arguments arguments) {
            return Launch.of(
                            FAMILY,
                            stem + (this == ONE ? "_one" : "_four"),
                            Grid.of(Math.ceilDiv(batch, count) * blocks, 1, 1, THREADS),
                            arguments)
                    .sharing(Math.toIntExact(count * wordsPerRow * Float.BYTES));
        }
    }

    /** Returns the kernel, or nothing where a layer is too wide for shared memory. */
    static Optional<KernelFactory> gated(GatedStep op, KernelRequest request, Device device) {
        Shape x = request.inputs().get(0).shape();
        Shape kernel = request.inputs().get(1).shape();
        int batch = x.dim(0);
        int channels = x.dim(2);
        int taps = kernel.dim(0);
        int gates = kernel.dim(2) / 2;
        int biasStride = GateBias.isShared(request.inputs().get(2)) ? 0 : 2 * gates;
        long words = (long) taps * channels + gates + Math.max(THREADS, Math.max(2 * gates, channels));
        Struct extents = new Struct().integers(channels, gates, taps, batch, biasStride);
        return Rows.of(batch, words)
                .map(rows -> new CudaKernel(
                        device,
                        places -> {
                            boolean residual = op.residual();
                            Arguments arguments = Arguments.of()
                                    .optional(taps > 1 ? places.inputs().getLast() : null)
                                    .pointer(places.input(0))
                                    .pointer(places.input(1))
                                    .pointer(places.input(2))
                                    .optional(residual ? places.input(3) : null)
                                    .optional(residual ? places.input(4) : null)
                                    .pointer(places.output(0))
                                    .optional(residual ? places.output(1) : null)
                                    .struct(extents);
                            return List.of(rows.launch("gated_step", batch, 1, words, arguments));
                        },
                        Aliasing.NONE));
    }

    /** Returns the kernel, or nothing where there are too many sequences or channels. */
    static Optional<KernelFactory> joined(JoinedRows op, KernelRequest request, Device device) {
        List<Integer> widths = request.inputs().stream()
                .skip(2)
                .map(type -> type.shape().dim(2))
                .toList();
        if (widths.size() > MOST_SEQUENCES) {
            return Optional.empty();
        }
        TensorType y = request.outputs().getFirst();
        int batch = y.shape().dim(0);
        int units = y.shape().dim(2);
        int tiles = Math.ceilDiv(units, UNITS_PER_BLOCK);
        long words = widths.stream().mapToLong(Integer::longValue).sum() + THREADS;
        return Rows.of(batch * tiles, words)
                .map(rows -> new CudaKernel(
                        device,
                        places -> {
                            Arguments arguments = Arguments.of()
                                    .pointer(places.input(0))
                                    .pointer(places.input(1))
                                    .pointer(places.output())
                                    .integers(units, batch, ConvolutionForm.number(op.activation()), UNITS_PER_BLOCK)
                                    .struct(sequences(widths, places.inputs()));
                            return List.of(rows.launch("joined_rows", batch, tiles, words, arguments));
                        },
                        Aliasing.NONE));
    }

    private static Struct sequences(List<Integer> widths, List<CudaBuffer> inputs) {
        Struct struct = new Struct().integer(widths.size());
        int begin = 0;
        for (int sequence = 0; sequence <= MOST_SEQUENCES; sequence++) {
            struct.integer(begin);
            begin += sequence < widths.size() ? widths.get(sequence) : 0;
        }
        for (int sequence = 0; sequence < MOST_SEQUENCES; sequence++) {
            if (sequence < widths.size()) {
                struct.pointer(inputs.get(2 + sequence));
            } else {
                struct.wide(0);
            }
        }
        return struct;
    }
}
