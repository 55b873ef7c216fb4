package io.tidecast.backend.cuda;

import io.tidecast.core.error.GraphException;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Which elements of a dense value make each result, as {@code reduction.cu} takes it: axes of extent 1 left out, and
 * neighbours that are both kept or both reduced made one.
 *
 * @param rows whether neighbouring elements make one result
 * @param results how many there are
 * @param count how many elements make each
 */
record ReductionForm(List<Axis> kept, List<Axis> reduced, boolean rows, int results, int count) {
    /** What the kernels can have of each. */
    private static final int MOST_AXES = 8;

    /** An axis, and how far its neighbours lie apart. */
    record Axis(int extent, int stride) {}

    /** Sees that the kernels can have as many axes. */
    ReductionForm {
        kept = List.copyOf(kept);
        reduced = List.copyOf(reduced);
        if (Math.max(kept.size(), reduced.size()) > MOST_AXES) {
            throw new GraphException("backend cuda: Reduce: no more than " + MOST_AXES
                    + " reduced axes can stand apart from one another; found " + reduced);
        }
    }

    /** Makes the form of a reduction along some axes. */
    static ReductionForm of(Shape in, List<Integer> axes) {
        List<Axis> kept = new ArrayList<>();
        List<Axis> reduced = new ArrayList<>();
        boolean wasReduced = false;
        int results = 1;
        int count = 1;
        for (int axis = 0; axis < in.rank(); axis++) {
            int extent = in.dim(axis);
            if (extent == 1) {
                continue;
            }
            boolean reduces = axes.contains(axis);
            List<Axis> of = reduces ? reduced : kept;
            boolean joins = !of.isEmpty() && reduces == wasReduced;
            int before = joins ? of.removeLast().extent() : 1;
            of.add(new Axis(before * extent, in.strides()[axis]));
            wasReduced = reduces;
            if (reduces) {
                count *= extent;
            } else {
                results *= extent;
            }
        }
        return new ReductionForm(kept, reduced, wasReduced, results, count);
    }

    /** Makes the form of what is left when parts, each of all results, are to be combined. */
    static ReductionForm ofParts(int parts, int results) {
        return new ReductionForm(
                List.of(new Axis(results, 1)), List.of(new Axis(parts, results)), false, results, parts);
    }

    /** Returns the argument for parts of some number of elements. */
    Struct struct(int perPart) {
        Struct struct = new Struct();
        for (List<Axis> axes : List.of(kept, reduced)) {
            struct.integer(axes.size());
            for (int i = 0; i < MOST_AXES; i++) {
                struct.integer(i < axes.size() ? axes.get(i).extent() : 1);
            }
            for (int i = 0; i < MOST_AXES; i++) {
                struct.integer(i < axes.size() ? axes.get(i).stride() : 0);
            }
        }
        return struct.integers(results, count, perPart);
    }
}
