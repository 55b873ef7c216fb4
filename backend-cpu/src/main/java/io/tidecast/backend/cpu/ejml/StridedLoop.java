package io.tidecast.backend.cpu.ejml;

/**
 * Walks a box of elements in row-major order, in step through a source and a target that each have their own stride
 * along every axis; a stride of 0 stays where it is.
 */
final class StridedLoop {
    private final Row row;
    private final int[] extents;
    private final int[] sourceStrides;
    private final int[] targetStrides;

    /** What is done along the last axis. */
    @FunctionalInterface
    interface Row {
        void run(double[] source, int from, int sourceStride, double[] target, int to, int targetStride, int count);
    }

    StridedLoop(Row row, int[] extents, int[] sourceStrides, int[] targetStrides) {
        this.row = row;
        this.extents = extents;
        this.sourceStrides = sourceStrides;
        this.targetStrides = targetStrides;
    }

    /** Returns a loop that copies. */
    static StridedLoop copying(int[] extents, int[] sourceStrides, int[] targetStrides) {
        return new StridedLoop(StridedLoop::copy, extents, sourceStrides, targetStrides);
    }

    /** Walks from an element of each buffer, counted from the buffer's own start. */
    void run(EjmlBuffer source, int sourceOffset, EjmlBuffer target, int targetOffset) {
        walk(0, source.elements(), source.start() + sourceOffset, target.elements(), target.start() + targetOffset);
    }

    private void walk(int axis, double[] source, int from, double[] target, int to) {
        int last = extents.length - 1;
        if (axis > last) {
            row.run(source, from, 0, target, to, 0, 1);
        } else if (axis == last) {
            row.run(source, from, sourceStrides[last], target, to, targetStrides[last], extents[last]);
        } else {
            for (int i = 0; i < extents[axis]; i++) {
                walk(axis + 1, source, from + i * sourceStrides[axis], target, to + i * targetStrides[axis]);
            }
        }
    }

    private static void copy(
            double[] source, int from, int sourceStride, double[] target, int to, int targetStride, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i * targetStride] = source[from + i * sourceStride];
        }
    }
}
