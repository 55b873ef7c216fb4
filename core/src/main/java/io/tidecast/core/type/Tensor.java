package io.tidecast.core.type;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A value on the host: what goes into a program and comes out of it. Its elements can be changed in place. */
public final class Tensor {
    private final TensorType type;
    private final MemorySegment segment;

    private Tensor(TensorType type, MemorySegment segment) {
        this.type = type;
        this.segment = segment;
        if (segment.byteSize() != type.bytes()) {
            throw new IllegalArgumentException(
                    "a tensor of type " + type + " takes " + type.bytes() + " bytes, not " + segment.byteSize());
        }
    }

    /** Returns a tensor of zeros. */
    public static Tensor zeros(TensorType type) {
        int size = Math.toIntExact(type.size());
        return new Tensor(
                type,
                switch (type.dtype()) {
                    case F32 -> MemorySegment.ofArray(new float[size]);
                    case F64 -> MemorySegment.ofArray(new double[size]);
                    case I32 -> MemorySegment.ofArray(new int[size]);
                });
    }

    /** Returns a tensor over {@code elements}, which it shares. */
    public static Tensor of(float[] elements, int... dims) {
        return new Tensor(TensorType.f32(dims), MemorySegment.ofArray(elements));
    }

    /** Returns a tensor over {@code elements}, which it shares. */
    public static Tensor of(double[] elements, int... dims) {
        return new Tensor(TensorType.f64(dims), MemorySegment.ofArray(elements));
    }

    /** Returns a tensor over {@code elements}, which it shares. */
    public static Tensor of(int[] elements, int... dims) {
        return new Tensor(TensorType.i32(dims), MemorySegment.ofArray(elements));
    }

    /** Returns a tensor whose elements are {@code values} rounded to {@code type}'s element type. */
    public static Tensor of(TensorType type, double... values) {
        Tensor tensor = zeros(type);
        if (values.length != type.size()) {
            throw new IllegalArgumentException(
                    "a tensor of type " + type + " has " + type.size() + " elements, not " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            tensor.set(i, values[i]);
        }
        return tensor;
    }

    /** Returns a tensor of one repeated value. */
    public static Tensor filled(TensorType type, double value) {
        double[] values = new double[Math.toIntExact(type.size())];
        Arrays.fill(values, value);
        return of(type, values);
    }

    /** Returns a tensor of normally distributed elements of mean 0 and the given standard deviation. */
    public static Tensor gaussian(TensorType type, double deviation, RandomGenerator random) {
        double[] values = new double[Math.toIntExact(type.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation * random.nextGaussian();
        }
        return of(type, values);
    }

    /** Returns the element type and the shape. */
    public TensorType type() {
        return type;
    }

    /** Returns the shape. */
    public Shape shape() {
        return type.shape();
    }

    /** Returns the elements' memory, in the machine's byte order, row-major. */
    public MemorySegment segment() {
        return segment;
    }

    /** Returns the element at a row-major index as a double. */
    public double get(long index) {
        return switch (type.dtype()) {
            case F32 -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
            case F64 -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
            case I32 -> segment.getAtIndex(ValueLayout.JAVA_INT, index);
        };
    }

    /** Replaces the element at a row-major index, rounding to the element type. */
    public void set(long index, double value) {
        switch (type.dtype()) {
            case F32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
            case F64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
            case I32 -> segment.setAtIndex(ValueLayout.JAVA_INT, index, (int) value);
        }
    }

    /** Returns a copy of the elements as doubles. */
    public double[] doubles() {
        double[] values = new double[Math.toIntExact(type.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(i);
        }
        return values;
    }

    /**
     * Returns a copy of the elements.
     *
     * @throws IllegalStateException if the elements are not F32
     */
    public float[] floats() {
        if (type.dtype() != DType.F32) {
            throw new IllegalStateException("the tensor is " + type + ", not F32");
        }
        return segment.toArray(ValueLayout.JAVA_FLOAT);
    }

    /** Returns a copy that shares nothing with this tensor. */
    public Tensor copy() {
        Tensor copy = zeros(type);
        MemorySegment.copy(segment, 0, copy.segment, 0, segment.byteSize());
        return copy;
    }

    /** Returns a copy with each element converted to another type. */
    public Tensor to(DType dtype) {
        return of(type.withDType(dtype), doubles());
    }

    /** Returns the type and, where they are few, the elements. */
    @Override
    public String toString() {
        return type.size() <= 16 ? type + Arrays.toString(doubles()) : type.toString();
    }
}
