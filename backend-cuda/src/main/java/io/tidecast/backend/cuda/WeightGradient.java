package io.tidecast.backend.cuda;

import java.util.List;
import java.util.function.BiFunction;

/** The gradients by a layer's weights {@code [rows, columns]} and its bias {@code [columns]}: sums over many columns of x. */
record WeightGradient(Tiling tiling, int rows, int columns, Stretches stretches) {
    static WeightGradient of(Device device, int rows, int columns, int depth) {
        Tiling tiling = Tiling.of(device.precision(), rows, columns);
        return new WeightGradient(tiling, rows, columns, Stretches.of(depth, tiling.blocks(rows, columns)));
    }

    long scratchBytes() {
        return Workspace.bytes(stretches.floats((long) rows * columns), stretches.floats(columns));
    }

    /**
     * Adds the launches.
     *
     * @param arguments of the kernel, given where it writes both gradients
     */
    void add(
            List<Launch> launches,
            String family,
            String stem,
            CudaBuffer dw,
            CudaBuffer db,
            Workspace workspace,
            BiFunction<CudaBuffer, CudaBuffer, Arguments> arguments) {
        int size = rows * columns;
        int count = stretches.count();
        CudaBuffer weights = count == 1 ? dw : workspace.take(stretches.floats(size));
        CudaBuffer bias = count == 1 ? db : workspace.take(stretches.floats(columns));
        launches.add(tiling.launch(family, stem, rows, columns, count, arguments.apply(weights, bias)));
        if (count > 1) {
            launches.add(stretches.sum(weights, dw, size, bias, db, columns));
        }
    }
}
