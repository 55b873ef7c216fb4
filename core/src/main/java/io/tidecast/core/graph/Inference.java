package io.tidecast.core.graph;

import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks shared by the operations' shape inference; each throws an {@link IllegalArgumentException} with the reason. */
public final class Inference {
    private Inference() {}

    /** Checks the number of inputs. */
    public static void arity(List<TensorType> inputs, int expected) {
        check(inputs.size() == expected, "expected " + expected + " inputs, found " + inputs.size());
    }

    /** Checks that all inputs have one type, and returns it. */
    public static TensorType same(List<TensorType> inputs) {
        TensorType first = inputs.getFirst();
        for (TensorType input : inputs) {
            check(input.dtype() == first.dtype(), "element types differ: " + first.dtype() + " vs " + input.dtype());
            check(input.shape().equals(first.shape()), "shapes differ: " + first.shape() + " vs " + input.shape());
        }
        return first;
    }

    /** Checks that two inputs have one element type. */
    public static void sameDType(TensorType left, TensorType right) {
        check(left.dtype() == right.dtype(), "element types differ: " + left.dtype() + " vs " + right.dtype());
    }

    /** Checks that a type is floating. */
    public static void floating(TensorType type) {
        check(type.dtype().isFloating(), "expected floating-point elements, found " + type.dtype());
    }

    /** Checks that a type is of 32-bit integers. */
    public static void integer(TensorType type) {
        check(type.dtype() == DType.I32, "expected I32 elements, found " + type.dtype());
    }

    /** Checks a type's rank. */
    public static void rank(TensorType type, int rank, String what) {
        check(type.shape().rank() == rank, what + " should have rank " + rank + ", found shape " + type.shape());
    }

    /** Checks a type's shape. */
    public static void shape(TensorType type, Shape expected, String what) {
        check(type.shape().equals(expected), what + " should have shape " + expected + ", found " + type.shape());
    }

    /** Checks that an axis lies within a rank. */
    public static void axis(int axis, int rank) {
        check(axis >= 0 && axis < rank, "axis " + axis + " is not within rank " + rank);
    }

    /** Checks that axes are distinct and lie within a rank. */
    public static void axes(List<Integer> axes, int rank) {
        Set<Integer> seen = new HashSet<>();
        for (int axis : axes) {
            axis(axis, rank);
            check(seen.add(axis), "axis " + axis + " is named twice");
        }
    }

    /** Throws unless a condition holds. */
    public static void check(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(reason);
        }
    }
}
