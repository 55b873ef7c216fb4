package io.tidecast.core.type;

/** What is known of a value before it is computed: its element type and its shape. */
public record TensorType(DType dtype, Shape shape) {
    /** Returns a single-precision type of the given extents. */
    public static TensorType f32(int... dims) {
        return new TensorType(DType.F32, Shape.of(dims));
    }

    /** Returns a double-precision type of the given extents. */
    public static TensorType f64(int... dims) {
        return new TensorType(DType.F64, Shape.of(dims));
    }

    /** Returns an integer type of the given extents. */
    public static TensorType i32(int... dims) {
        return new TensorType(DType.I32, Shape.of(dims));
    }

    /** Returns the number of elements. */
    public long size() {
        return shape.size();
    }

    /** Returns the number of bytes of all elements. */
    public long bytes() {
        return shape.size() * dtype.bytes();
    }

    /** Returns this type with another shape. */
    public TensorType withShape(Shape other) {
        return new TensorType(dtype, other);
    }

    /** Returns this type with another element type. */
    public TensorType withDType(DType other) {
        return new TensorType(other, shape);
    }

    /** Returns the type as {@code F32[32,64]}. */
    @Override
    public String toString() {
        return dtype + shape.toString();
    }
}
