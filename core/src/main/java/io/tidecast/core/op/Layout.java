package io.tidecast.core.op;

import io.tidecast.core.graph.Concat;
import io.tidecast.core.graph.DynamicSlice;
import io.tidecast.core.graph.DynamicUpdate;
import io.tidecast.core.graph.Gather;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.ScatterAdd;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Operations that move elements without changing them. */
public final class Layout {
    private Layout() {}

    /** Returns the same elements under another shape. */
    public static Value reshape(Value x, int... dims) {
        return reshape(x, Shape.of(dims));
    }

    /** Returns the same elements under another shape. */
    public static Value reshape(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : x.builder().apply(new Reshape(shape), x);
    }

    /** Reorders axes; axis {@code i} of the result is axis {@code permutation[i]} of x. */
    public static Value transpose(Value x, int... permutation) {
        return x.builder().apply(new Transpose(boxed(permutation)), x);
    }

    /** Returns the indices {@code start} to before {@code limit} along one axis. */
    public static Value slice(Value x, int axis, int start, int limit) {
        return slice(x, axis, start, limit, 1);
    }

    /** Returns the indices {@code start, start + stride, …} before {@code limit} along one axis. */
    public static Value slice(Value x, int axis, int start, int limit, int stride) {
        if (start == 0 && stride == 1 && limit == x.dim(axis)) {
            return x;
        }
        int rank = x.shape().rank();
        List<Integer> starts = repeated(rank, 0);
        List<Integer> limits = boxed(x.shape().dims());
        List<Integer> strides = repeated(rank, 1);
        starts.set(axis, start);
        limits.set(axis, limit);
        strides.set(axis, stride);
        return x.builder().apply(new Slice(starts, limits, strides), x);
    }

    /** Returns one index along an axis, which it drops. */
    public static Value at(Value x, int axis, int index) {
        return reshape(slice(x, axis, index, index + 1), x.shape().without(axis));
    }

    /** Surrounds with zeros along one axis, and puts {@code interior} of them between neighbours. */
    public static Value pad(Value x, int axis, int low, int high, int interior) {
        if (low == 0 && high == 0 && interior == 0) {
            return x;
        }
        int rank = x.shape().rank();
        List<Integer> lows = repeated(rank, 0);
        List<Integer> highs = repeated(rank, 0);
        List<Integer> interiors = repeated(rank, 0);
        lows.set(axis, low);
        highs.set(axis, high);
        interiors.set(axis, interior);
        return x.builder().apply(new Pad(lows, highs, interiors), x);
    }

    /** Joins values along an axis. */
    public static Value concat(int axis, Value... values) {
        return values.length == 1 ? values[0] : values[0].builder().apply(new Concat(axis), values);
    }

    /** Returns {@code size} entries along an axis from an index known at run time. */
    public static Value dynamicSlice(Value x, int axis, int size, Value index) {
        return x.builder().apply(new DynamicSlice(axis, size), x, index);
    }

    /** Replaces entries along an axis from an index known at run time. */
    public static Value dynamicUpdate(Value x, Value update, int axis, Value index) {
        return x.builder().apply(new DynamicUpdate(axis), x, update, index);
    }

    /** Picks rows of a table. */
    public static Value gather(Value table, Value indices) {
        return table.builder().apply(new Gather(), table, indices);
    }

    /** Sums updates into the rows of a table of zeros. */
    public static Value scatterAdd(Value updates, Value indices, int rows) {
        return updates.builder().apply(new ScatterAdd(rows), updates, indices);
    }

    private static List<Integer> boxed(int[] values) {
        return new ArrayList<>(Arrays.stream(values).boxed().toList());
    }

    private static List<Integer> repeated(int count, int value) {
        return new ArrayList<>(Collections.nCopies(count, value));
    }
}
