package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.IntegerArithmetic;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.StridedCopy;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.type.Shape;
import java.util.Arrays;

/** Elements moved to places that are known only when the kernel runs; every index is clamped into range. */
final class IndexingKernels {
    private IndexingKernels() {}

    static KernelFactory dynamicSlice(int axis, Shape in, Shape out) {
        StridedCopy copy = new StridedCopy(out.dims(), in.strides(), out.strides());
        int stride = in.strides()[axis];
        int lastStart = in.dim(axis) - out.dim(axis);
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span x = inputs[0];
                    Span index = inputs[1];
                    Span y = outputs[0];
                    return () -> {
                        int start = Math.clamp(integer(index, 0), 0, lastStart);
                        copy.run(x.array(), x.at() + start * stride, y.array(), y.at());
                    };
                },
                Aliasing.NONE);
    }

    static KernelFactory dynamicUpdate(int axis, Shape update, Shape out) {
        StridedCopy copy = new StridedCopy(update.dims(), update.strides(), out.strides());
        int stride = out.strides()[axis];
        int lastStart = out.dim(axis) - update.dim(axis);
        int size = (int) out.size();
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span x = inputs[0];
                    Span change = inputs[1];
                    Span index = inputs[2];
                    Span y = outputs[0];
                    boolean inPlace = y.liesWhere(x);
                    return () -> {
                        if (!inPlace) {
                            System.arraycopy(x.array(), x.at(), y.array(), y.at(), size);
                        }
                        int start = Math.clamp(integer(index, 0), 0, lastStart);
                        copy.run(change.array(), change.at(), y.array(), y.at() + start * stride);
                    };
                },
                Aliasing.FIRST_INPUT);
    }

    static KernelFactory gather(Shape table, Shape indices) {
        int rowSize = Math.toIntExact(table.without(0).size());
        int lastRow = table.dim(0) - 1;
        int count = (int) indices.size();
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span rows = inputs[0];
                    Span places = inputs[1];
                    Span y = outputs[0];
                    return () -> {
                        for (int i = 0; i < count; i++) {
                            int row = Math.clamp(integer(places, i), 0, lastRow);
                            System.arraycopy(
                                    rows.array(), rows.at() + row * rowSize, y.array(), y.at() + i * rowSize, rowSize);
                        }
                    };
                },
                Aliasing.NONE);
    }

    static KernelFactory scatterAdd(Shape indices, Shape out) {
        int rowSize = Math.toIntExact(out.without(0).size());
        int lastRow = out.dim(0) - 1;
        int count = (int) indices.size();
        int size = (int) out.size();
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span updates = inputs[0];
                    Span places = inputs[1];
                    Span y = outputs[0];
                    return () -> {
                        Arrays.fill(y.array(), y.at(), y.at() + size, 0f);
                        for (int i = 0; i < count; i++) {
                            int row = Math.clamp(integer(places, i), 0, lastRow);
                            add(updates, i * rowSize, y, row * rowSize, rowSize);
                        }
                    };
                },
                Aliasing.NONE);
    }

    private static void add(Span from, int fromOffset, Span to, int toOffset, int count) {
        for (int i = 0; i < count; i++) {
            to.array()[to.at() + toOffset + i] += from.array()[from.at() + fromOffset + i];
        }
    }

    private static int integer(Span span, int index) {
        return IntegerArithmetic.get(span.array(), span.at() + index);
    }
}
