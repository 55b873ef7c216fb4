package io.tidecast.core.type;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The extents of a dense row-major tensor; rank 0 is a scalar. */
public final class Shape {
    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;
    private final long size;

    private Shape(int[] dims) {
        long product = 1;
        for (int dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException("negative dimension in " + Arrays.toString(dims));
            }
            product = Math.multiplyExact(product, (long) dim);
        }
        this.dims = dims;
        this.size = product;
    }

    /**
     * Returns a shape of the given extents.
     *
     * @throws IllegalArgumentException if an extent is negative
     * @throws ArithmeticException if the number of elements exceeds a {@code long}
     */
    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /** Returns the number of dimensions. */
    public int rank() {
        return dims.length;
    }

    /** Returns the extent of dimension {@code axis}, counted from 0. */
    public int dim(int axis) {
        return dims[axis];
    }

    /** Returns the number of elements. */
    public long size() {
        return size;
    }

    /** Returns a copy of the extents. */
    public int[] dims() {
        return dims.clone();
    }

    /** Returns for each axis the distance in elements between neighbours, row-major. */
    public int[] strides() {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= dims[axis];
        }
        return strides;
    }

    /** Returns this shape with the extent of one axis replaced. */
    public Shape with(int axis, int extent) {
        int[] changed = dims.clone();
        changed[axis] = extent;
        return new Shape(changed);
    }

    /** Returns this shape without one axis. */
    public Shape without(int axis) {
        int[] rest = new int[dims.length - 1];
        for (int from = 0, to = 0; from < dims.length; from++) {
            if (from != axis) {
                rest[to++] = dims[from];
            }
        }
        return new Shape(rest);
    }

    /** Returns this shape with a new axis before {@code axis}. */
    public Shape inserting(int axis, int extent) {
        int[] more = new int[dims.length + 1];
        for (int to = 0, from = 0; to < more.length; to++) {
            more[to] = to == axis ? extent : dims[from++];
        }
        return new Shape(more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** Returns the extents as {@code [32,64]}. */
    @Override
    public String toString() {
        return Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
