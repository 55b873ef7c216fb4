package io.tidecast.backend.cpu.ejml;

import io.tidecast.backend.cpu.ejml.EjmlKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.type.Shape;

/** Elements moved to places that are known only when the kernel runs; every index is clamped into range. */
final class IndexingKernels {
    private IndexingKernels() {}

    static KernelFactory dynamicSlice(int axis, Shape in, Shape out) {
        StridedLoop loop = StridedLoop.copying(out.dims(), in.strides(), out.strides());
        int stride = in.strides()[axis];
        int lastStart = in.dim(axis) - out.dim(axis);
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.get(0);
                    EjmlBuffer index = inputs.get(1);
                    return () -> loop.run(x, Math.clamp(index.integer(0), 0, lastStart) * stride, output, 0);
                },
                Aliasing.NONE);
    }

    static KernelFactory dynamicUpdate(int axis, Shape update, Shape out) {
        StridedLoop loop = StridedLoop.copying(update.dims(), update.strides(), out.strides());
        int stride = out.strides()[axis];
        int lastStart = out.dim(axis) - update.dim(axis);
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.get(0);
                    EjmlBuffer change = inputs.get(1);
                    EjmlBuffer index = inputs.get(2);
                    boolean inPlace = output.liesWhere(x);
                    return () -> {
                        if (!inPlace) {
                            output.copyFrom(x);
                        }
                        loop.run(change, 0, output, Math.clamp(index.integer(0), 0, lastStart) * stride);
                    };
                },
                Aliasing.FIRST_INPUT);
    }

    static KernelFactory gather(Shape table) {
        int rowSize = Math.toIntExact(table.without(0).size());
        int lastRow = table.dim(0) - 1;
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer rows = inputs.get(0);
                    EjmlBuffer indices = inputs.get(1);
                    return () -> {
                        for (int i = 0; i < indices.size(); i++) {
                            int row = Math.clamp(indices.integer(i), 0, lastRow);
                            for (int j = 0; j < rowSize; j++) {
                                output.set(i * rowSize + j, rows.get(row * rowSize + j));
                            }
                        }
                    };
                },
                Aliasing.NONE);
    }

    static KernelFactory scatterAdd(Shape out) {
        int rowSize = Math.toIntExact(out.without(0).size());
        int lastRow = out.dim(0) - 1;
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer updates = inputs.get(0);
                    EjmlBuffer indices = inputs.get(1);
                    return () -> {
                        output.fill(0);
                        for (int i = 0; i < indices.size(); i++) {
                            int row = Math.clamp(indices.integer(i), 0, lastRow);
                            for (int j = 0; j < rowSize; j++) {
                                int target = row * rowSize + j;
                                output.set(target, output.get(target) + updates.get(i * rowSize + j));
                            }
                        }
                    };
                },
                Aliasing.NONE);
    }
}
