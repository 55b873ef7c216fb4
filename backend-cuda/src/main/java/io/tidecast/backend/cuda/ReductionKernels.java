package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.type.Shape;
import java.util.List;
import java.util.Locale;

/**
 * Many elements combined into one, see {@code reduction.cu}. Long sums are cut into parts, whose number depends on the
 * shape alone, so that many blocks share them and no float is added to many others in a row.
 */
final class ReductionKernels {
    private static final String FAMILY = "reduction";
    private static final int THREADS = 256;
    private static final int LEAST_THREADS = 32;
    private static final int MOST_PARTS = 256;
    private static final int MOST_BLOCKS = 1 << 14;

    /** How many elements a part has at least, by one thread and by a block. */
    private static final int PER_THREAD = 256;

    private static final int PER_BLOCK = 1 << 13;

    private ReductionKernels() {}

    static KernelFactory reduce(Device device, Reduce reduce, Shape in) {
        ReductionForm form = ReductionForm.of(in, reduce.axes());
        int perPart = perPart(form.count(), form.rows() ? PER_BLOCK : PER_THREAD);
        int parts = Math.max(1, Math.ceilDiv(form.count(), Math.max(1, perPart)));
        return new CudaKernel(
                device,
                places -> parts == 1
                        ? List.of(launch(reduce.kind(), form, perPart, 1, places.input(0), places.output()))
                        : List.of(
                                launch(reduce.kind(), form, perPart, parts, places.input(0), places.scratch()),
                                ofParts(reduce.kind(), parts, form.results(), places.scratch(), places.output())),
                Aliasing.NONE,
                parts == 1 ? 0 : (long) parts * form.results() * Float.BYTES);
    }

    /** Returns what combines parts {@code [parts, results]} in their order. */
    static Launch ofParts(Reduce.Kind kind, int parts, int results, CudaBuffer from, CudaBuffer to) {
        return launch(kind, ReductionForm.ofParts(parts, results), parts, 1, from, to);
    }

    private static int perPart(int count, int least) {
        int parts = Math.clamp(Math.ceilDiv(count, least), 1, MOST_PARTS);
        return Math.ceilDiv(count, parts);
    }

    private static Launch launch(
            Reduce.Kind kind, ReductionForm form, int perPart, int parts, CudaBuffer from, CudaBuffer to) {
        String kernel = "reduce_" + kind.name().toLowerCase(Locale.ROOT);
        Arguments arguments = Arguments.of().pointer(from).pointer(to).struct(form.struct(perPart));
        if (form.rows()) {
            int threads = Math.clamp(Integer.highestOneBit(Math.max(1, perPart)), LEAST_THREADS, THREADS);
            Grid grid = Grid.of(Math.min(form.results(), MOST_BLOCKS), parts, 1, threads);
            return Launch.of(FAMILY, kernel + "_by_block", grid, arguments).sharing(threads * Float.BYTES);
        }
        Grid row = Grid.over(form.results());
        return Launch.of(FAMILY, kernel + "_by_thread", Grid.of(row.x(), parts, 1, row.threads()), arguments);
    }
}
