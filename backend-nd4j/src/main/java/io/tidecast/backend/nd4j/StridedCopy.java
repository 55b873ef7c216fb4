package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Kernel;
import io.tidecast.core.type.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A box of elements copied between places that each have their own stride along every axis; a source's stride of 0 stays
 * where it is. Rows that are dense on both sides are copied whole by the host; single elements by ND4J's assignment,
 * which takes some 2 ns for each.
 */
final class StridedCopy {
    private static final int SHORT_ROW = 8;

    private final DType dtype;
    private final long[] extents;
    private final long[] sourceStrides;
    private final long[] targetStrides;

    private StridedCopy(DType dtype, long[] extents, long[] sourceStrides, long[] targetStrides) {
        this.dtype = dtype;
        this.extents = extents;
        this.sourceStrides = sourceStrides;
        this.targetStrides = targetStrides;
    }

    /** Makes a copy of at least one element; axes that lie the same way on both sides become one. */
    static StridedCopy of(DType dtype, int[] dims, int[] sourceStrides, int[] targetStrides) {
        long[] extents = new long[dims.length];
        long[] from = new long[dims.length];
        long[] to = new long[dims.length];
        int rank = 0;
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] == 1) {
                continue;
            }
            boolean joins = rank > 0
                    && from[rank - 1] == (long) sourceStrides[axis] * dims[axis]
                    && to[rank - 1] == (long) targetStrides[axis] * dims[axis];
            if (joins) {
                rank--;
            }
            extents[rank] = joins ? extents[rank] * dims[axis] : dims[axis];
            from[rank] = sourceStrides[axis];
            to[rank] = targetStrides[axis];
            rank++;
        }
        if (rank == 0) {
            return new StridedCopy(dtype, new long[] {1}, new long[] {1}, new long[] {1});
        }
        return new StridedCopy(dtype, first(extents, rank), first(from, rank), first(to, rank));
    }

    private static long[] first(long[] values, int count) {
        return Arrays.copyOf(values, count);
    }

    /** Returns the copy between elements counted from the start of each place. */
    Kernel bind(NativeScope scope, Nd4jBuffer source, long sourceStart, Nd4jBuffer target, long targetStart) {
        MemorySegment from = source.segment().asSlice(sourceStart * Float.BYTES);
        MemorySegment to = target.segment().asSlice(targetStart * Float.BYTES);
        int last = extents.length - 1;
        boolean dense = sourceStrides[last] == 1 && targetStrides[last] == 1;
        if (dense && (extents.length == 1 || extents[last] >= SHORT_ROW)) {
            return () -> copyRows(0, from, 0, to, 0);
        }
        return NativeFunction.CONVERT.of(
                scope.library(),
                scope.strided(from, dtype, extents, sourceStrides),
                scope.strided(to, dtype, extents, targetStrides));
    }

    private void copyRows(int axis, MemorySegment from, long source, MemorySegment to, long target) {
        if (axis == extents.length - 1) {
            MemorySegment.copy(from, source * Float.BYTES, to, target * Float.BYTES, extents[axis] * Float.BYTES);
            return;
        }
        for (long i = 0; i < extents[axis]; i++) {
            copyRows(axis + 1, from, source + i * sourceStrides[axis], to, target + i * targetStrides[axis]);
        }
    }
}
