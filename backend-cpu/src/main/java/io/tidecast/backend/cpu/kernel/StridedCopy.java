package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * Copies a box of elements between two layouts, each with a distance of its own along every axis: transposes, slices,
 * broadcasts (distance 0), padding and joining. Neighbouring axes that lie one within the other are treated as one.
 */
public final class StridedCopy {
    private static final int TILE = 16;

    private final int rank;
    private final int[] extents;
    private final int[] from;
    private final int[] to;
    private final boolean empty;

    /**
     * Plans a copy.
     *
     * @param extents how many elements there are along each axis
     * @param sourceStrides distances in the source
     * @param targetStrides distances in the target
     */
    public StridedCopy(int[] extents, int[] sourceStrides, int[] targetStrides) {
        this.extents = extents.clone();
        this.from = sourceStrides.clone();
        this.to = targetStrides.clone();
        empty = Arrays.stream(extents).anyMatch(extent -> extent == 0);
        int axes = 0;
        for (int axis = 0; axis < extents.length; axis++) {
            if (this.extents[axis] == 1) {
                continue;
            }
            int last = axes - 1;
            if (axes > 0
                    && from[last] == from[axis] * this.extents[axis]
                    && to[last] == to[axis] * this.extents[axis]) {
                place(last, this.extents[last] * this.extents[axis], axis);
            } else {
                place(axes++, this.extents[axis], axis);
            }
        }
        rank = axes;
    }

    private void place(int at, int extent, int axis) {
        extents[at] = extent;
        from[at] = from[axis];
        to[at] = to[axis];
    }

    /** Copies; the stretches must not overlap. */
    public void run(float[] source, int sourceAt, float[] target, int targetAt) {
        if (!empty) {
            walk(0, source, sourceAt, target, targetAt);
        }
    }

    private void walk(int axis, float[] source, int sourceAt, float[] target, int targetAt) {
        if (axis == rank) {
            target[targetAt] = source[sourceAt];
        } else if (axis == rank - 1) {
            copyRow(axis, source, sourceAt, target, targetAt);
        } else if (axis == rank - 2 && from[axis] == 1 && to[axis + 1] == 1) {
            turn(axis, source, sourceAt, target, targetAt);
        } else {
            for (int i = 0; i < extents[axis]; i++) {
                walk(axis + 1, source, sourceAt + i * from[axis], target, targetAt + i * to[axis]);
            }
        }
    }

    private void copyRow(int axis, float[] source, int sourceAt, float[] target, int targetAt) {
        int count = extents[axis];
        int sourceStride = from[axis];
        int targetStride = to[axis];
        if (sourceStride == 1 && targetStride == 1) {
            System.arraycopy(source, sourceAt, target, targetAt, count);
        } else if (sourceStride == 0 && targetStride == 1) {
            Arrays.fill(target, targetAt, targetAt + count, source[sourceAt]);
        } else {
            for (int i = 0; i < count; i++) {
                target[targetAt + i * targetStride] = source[sourceAt + i * sourceStride];
            }
        }
    }

    /** Rows become columns, in tiles that stay in the cache. */
    private void turn(int axis, float[] source, int sourceAt, float[] target, int targetAt) {
        int rows = extents[axis];
        int columns = extents[axis + 1];
        for (int row = 0; row < rows; row += TILE) {
            int lastRow = Math.min(rows, row + TILE);
            for (int column = 0; column < columns; column += TILE) {
                int lastColumn = Math.min(columns, column + TILE);
                for (int i = row; i < lastRow; i++) {
                    int read = sourceAt + i;
                    int write = targetAt + i * to[axis];
                    for (int j = column; j < lastColumn; j++) {
                        target[write + j] = source[read + j * from[axis + 1]];
                    }
                }
            }
        }
    }
}
