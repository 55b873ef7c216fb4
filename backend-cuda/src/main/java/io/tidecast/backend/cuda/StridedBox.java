package io.tidecast.backend.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A box of elements copied between places that each have their own stride along every axis; a source's stride of 0 stays
 * where it is. Of more axes than the kernel can have, the first ones are gone over by launches.
 */
final class StridedBox {
    private static final String FAMILY = "layout";

    /** What {@code layout.cu} says too. */
    private static final int MOST_AXES = 8;

    private final int[] extents;
    private final int[] sourceStrides;
    private final int[] targetStrides;

    private StridedBox(int[] extents, int[] sourceStrides, int[] targetStrides) {
        this.extents = extents;
        this.sourceStrides = sourceStrides;
        this.targetStrides = targetStrides;
    }

    /** Makes a box of at least one element; axes that lie the same way on both sides become one. */
    static StridedBox of(int[] dims, int[] sourceStrides, int[] targetStrides) {
        int[] extents = new int[dims.length];
        int[] from = new int[dims.length];
        int[] to = new int[dims.length];
        int rank = 0;
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] == 1) {
                continue;
            }
            boolean joins = rank > 0
                    && from[rank - 1] == sourceStrides[axis] * dims[axis]
                    && to[rank - 1] == targetStrides[axis] * dims[axis];
            if (joins) {
                rank--;
            }
            extents[rank] = joins ? extents[rank] * dims[axis] : dims[axis];
            from[rank] = sourceStrides[axis];
            to[rank] = targetStrides[axis];
            rank++;
        }
        return new StridedBox(Arrays.copyOf(extents, rank), Arrays.copyOf(from, rank), Arrays.copyOf(to, rank));
    }

    /** Returns the launches that copy between elements counted from the start of each place. */
    List<Launch> copy(CudaBuffer source, long sourceStart, CudaBuffer target, long targetStart) {
        List<Launch> launches = new ArrayList<>();
        copy(0, source.from(sourceStart), target.from(targetStart), launches);
        return launches;
    }

    private void copy(int axis, CudaBuffer source, CudaBuffer target, List<Launch> launches) {
        if (extents.length - axis <= MOST_AXES) {
            launches.add(launch(axis, source, target));
            return;
        }
        for (int i = 0; i < extents[axis]; i++) {
            copy(
                    axis + 1,
                    source.from((long) i * sourceStrides[axis]),
                    target.from((long) i * targetStrides[axis]),
                    launches);
        }
    }

    private Launch launch(int axis, CudaBuffer source, CudaBuffer target) {
        int size = 1;
        for (int i = axis; i < extents.length; i++) {
            size *= extents[i];
        }
        Arguments places = Arguments.of().pointer(source).pointer(target);
        boolean dense = extents.length - axis == 1 && sourceStrides[axis] == 1 && targetStrides[axis] == 1;
        if (dense || extents.length == axis) {
            return Launch.of(FAMILY, "copy_words", Grid.over(size), places.integer(size));
        }
        Struct box = new Struct()
                .integer(extents.length - axis)
                .integers(from(axis, extents))
                .integers(from(axis, sourceStrides))
                .integers(from(axis, targetStrides));
        return Launch.of(FAMILY, "copy_box", Grid.over(size), places.struct(box).integer(size));
    }

    private static int[] from(int axis, int[] values) {
        return Arrays.copyOfRange(values, axis, axis + MOST_AXES);
    }
}
