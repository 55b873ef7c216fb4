package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.HostArrays;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.graph.Reduce;
import java.util.Arrays;

/** Walks all elements in row-major order and combines each with its result's, in double precision. */
final class Reduction implements Kernel {
    private final Reduce.Kind kind;
    private final int[] extents;
    private final int[] resultStrides;
    private final Nd4jBuffer source;
    private final Nd4jBuffer result;
    private final double[] combined;

    /**
     * @param resultStrides for each axis of the source how far its neighbours' results lie apart, 0 where they are one
     * @param results how many there are
     */
    Reduction(Reduce.Kind kind, int[] extents, int[] resultStrides, Nd4jBuffer source, Nd4jBuffer result, int results) {
        this.kind = kind;
        this.extents = extents;
        this.resultStrides = resultStrides;
        this.source = source;
        this.result = result;
        this.combined = HostArrays.make(results, Double.BYTES, double[]::new);
    }

    @Override
    public void run() {
        Arrays.fill(
                combined,
                switch (kind) {
                    case SUM -> 0;
                    case MAX -> Double.NEGATIVE_INFINITY;
                });
        walk(0, 0, 0);
        for (int i = 0; i < combined.length; i++) {
            result.set(i, (float) combined[i]);
        }
    }

    /** Returns the first element after those that it went through. */
    private long walk(int axis, long first, int target) {
        int last = extents.length - 1;
        if (axis < last) {
            long next = first;
            for (int i = 0; i < extents[axis]; i++) {
                next = walk(axis + 1, next, target + i * resultStrides[axis]);
            }
            return next;
        }
        int count = axis > last ? 1 : extents[last];
        int stride = axis > last ? 0 : resultStrides[last];
        switch (kind) {
            case SUM -> {
                if (stride == 0) {
                    combined[target] += source.sum(first, count);
                } else {
                    addRow(first, count, target, stride);
                }
            }
            case MAX -> largest(first, count, target, stride);
        }
        return first + count;
    }

    private void addRow(long first, int count, int target, int stride) {
        for (int i = 0; i < count; i++) {
            combined[target + i * stride] += source.get(first + i);
        }
    }

    private void largest(long first, int count, int target, int stride) {
        for (int i = 0; i < count; i++) {
            int place = target + i * stride;
            combined[place] = Math.max(combined[place], source.get(first + i));
        }
    }
}
