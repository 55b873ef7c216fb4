package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.type.Shape;
import java.lang.foreign.MemorySegment;

/**
 * Rows moved to places that are known only when the kernel runs; every index is clamped into range. The host copies
 * them: ND4J's gather and scatter read and write outside where an index is out of range, and add in no given order.
 */
final class IndexingKernels {
    private final NativeLibrary library;

    IndexingKernels(NativeLibrary library) {
        this.library = library;
    }

    KernelFactory dynamicSlice(int axis, Shape in, Shape out) {
        RowCopy rows = new RowCopy(axis, in, out, out);
        int lastStart = in.dim(axis) - out.dim(axis);
        long step = in.strides()[axis];
        return new Nd4jKernel(
                library,
                (operands, _) -> {
                    MemorySegment from = operands.input(0).segment();
                    MemorySegment to = operands.output().segment();
                    return () -> {
                        int start = Math.clamp(operands.input(1).integer(0), 0, lastStart);
                        rows.run(from, start * step, to, 0);
                    };
                },
                Aliasing.NONE);
    }

    KernelFactory dynamicUpdate(int axis, Shape update, Shape out) {
        RowCopy rows = new RowCopy(axis, update, out, update);
        int lastStart = out.dim(axis) - update.dim(axis);
        long step = out.strides()[axis];
        return new Nd4jKernel(
                library,
                (operands, _) -> {
                    MemorySegment whole = operands.input(0).segment();
                    MemorySegment from = operands.input(1).segment();
                    MemorySegment to = operands.output().segment();
                    boolean inPlace = operands.input(0).liesWhere(operands.output());
                    return () -> {
                        if (!inPlace) {
                            MemorySegment.copy(whole, 0, to, 0, to.byteSize());
                        }
                        int start = Math.clamp(operands.input(2).integer(0), 0, lastStart);
                        rows.run(from, 0, to, start * step);
                    };
                },
                Aliasing.FIRST_INPUT);
    }

    KernelFactory gather(Shape table, Shape indices) {
        long rowBytes = table.without(0).size() * Float.BYTES;
        int lastRow = table.dim(0) - 1;
        long count = indices.size();
        return new Nd4jKernel(
                library,
                (operands, _) -> {
                    MemorySegment rows = operands.input(0).segment();
                    MemorySegment to = operands.output().segment();
                    return () -> {
                        for (long i = 0; i < count; i++) {
                            int row = Math.clamp(operands.input(1).integer(i), 0, lastRow);
                            MemorySegment.copy(rows, row * rowBytes, to, i * rowBytes, rowBytes);
                        }
                    };
                },
                Aliasing.NONE);
    }

    KernelFactory scatterAdd(Shape indices, Shape out) {
        long rowSize = out.without(0).size();
        int lastRow = out.dim(0) - 1;
        long count = indices.size();
        return new Nd4jKernel(
                library,
                (operands, _) -> {
                    Nd4jBuffer updates = operands.input(0);
                    Nd4jBuffer result = operands.output();
                    return () -> {
                        result.segment().fill((byte) 0);
                        for (long i = 0; i < count; i++) {
                            int row = Math.clamp(operands.input(1).integer(i), 0, lastRow);
                            add(updates, i * rowSize, result, row * rowSize, rowSize);
                        }
                    };
                },
                Aliasing.NONE);
    }

    private static void add(Nd4jBuffer from, long source, Nd4jBuffer to, long target, long count) {
        for (long i = 0; i < count; i++) {
            to.set(target + i, to.get(target + i) + from.get(source + i));
        }
    }

    /** The dense stretches that a range along one axis consists of, copied from one value to another. */
    private static final class RowCopy {
        private final long count;
        private final long bytes;
        private final long sourceStep;
        private final long targetStep;

        /** Makes a copy of as much as {@code box} holds. */
        RowCopy(int axis, Shape source, Shape target, Shape box) {
            bytes = stretch(box, axis) * Float.BYTES;
            count = bytes == 0 ? 0 : box.size() * Float.BYTES / bytes;
            sourceStep = stretch(source, axis) * Float.BYTES;
            targetStep = stretch(target, axis) * Float.BYTES;
        }

        private static long stretch(Shape shape, int axis) {
            return (long) shape.dim(axis) * shape.strides()[axis];
        }

        void run(MemorySegment from, long firstSource, MemorySegment to, long firstTarget) {
            long source = firstSource * Float.BYTES;
            long target = firstTarget * Float.BYTES;
            for (long i = 0; i < count; i++) {
                MemorySegment.copy(from, source + i * sourceStep, to, target + i * targetStep, bytes);
            }
        }
    }
}
