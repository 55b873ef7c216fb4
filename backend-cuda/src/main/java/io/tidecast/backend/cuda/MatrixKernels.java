package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.type.Shape;
import java.util.List;

/** Products of matrices, see {@code matmul.cuh}. */
final class MatrixKernels {
    private static final int NARROW = 32;

    private MatrixKernels() {}

    /** One operand: how many rows or columns it gives, and how far apart its neighbours lie. */
    private record Side(int input, int extent, int stride, int depthStride) {
        static Side of(int input, Shape shape, boolean deep) {
            return deep
                    ? new Side(input, shape.dim(0), shape.dim(1), 1)
                    : new Side(input, shape.dim(1), 1, shape.dim(1));
        }
    }

    static CudaKernel product(Device device, MatMul op, Shape left, Shape right) {
        boolean deepLeft = !op.transposeLeft();
        boolean deepRight = op.transposeRight();
        int depth = left.dim(deepLeft ? 1 : 0);
        Side rows = Side.of(0, left, deepLeft);
        Side columns = Side.of(1, right, deepRight);
        boolean turned = rows.extent > columns.extent && columns.extent <= NARROW;
        return turned
                ? kernel(device, depth, columns, deepRight, rows, deepLeft, 1, columns.extent)
                : kernel(device, depth, rows, deepLeft, columns, deepRight, columns.extent, 1);
    }

    private static CudaKernel kernel(
            Device device,
            int depth,
            Side rows,
            boolean deepRows,
            Side columns,
            boolean deepColumns,
            int rowStride,
            int columnStride) {
        Tiling tiling = Tiling.of(device.precision(), rows.extent, columns.extent);
        Stretches stretches = Stretches.of(depth, tiling.blocks(rows.extent, columns.extent));
        int size = rows.extent * columns.extent;
        Struct product = new Struct()
                .integers(rows.extent, columns.extent, depth, stretches.length())
                .integers(rows.stride, rows.depthStride, columns.stride, columns.depthStride, rowStride, columnStride);
        return new CudaKernel(
                device,
                places -> {
                    boolean whole = stretches.count() == 1;
                    CudaBuffer out = whole ? places.output() : places.scratch();
                    Launch launch = tiling.launch(
                            "matmul",
                            stem(deepRows, deepColumns),
                            rows.extent,
                            columns.extent,
                            stretches.count(),
                            Arguments.of()
                                    .pointer(places.input(rows.input))
                                    .pointer(places.input(columns.input))
                                    .pointer(out)
                                    .struct(product));
                    return whole
                            ? List.of(launch)
                            : List.of(launch, stretches.sum(out, places.output(), size, out, places.output(), 0));
                },
                Aliasing.NONE,
                Workspace.bytes(stretches.floats(size)));
    }

    private static String stem(boolean deepLeft, boolean deepRight) {
        if (deepLeft) {
            return deepRight ? "matmul_deep" : "matmul_deep_left";
        }
        return deepRight ? "matmul_deep_right" : "matmul";
    }
}
