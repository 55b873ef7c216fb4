package io.tidecast.backend.cpu.ejml;

import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.HostArrays;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A stretch of doubles: a slab, or a view into one. A slab has one double for every four bytes that it was asked for, so
 * that views of each type find room at the place the plan gives them.
 */
final class EjmlBuffer implements Buffer {
    private static final int BYTES_PER_ELEMENT = 4;

    private final double[] elements;
    private final int start;
    private final TensorType type;

    private EjmlBuffer(double[] elements, int start, TensorType type) {
        this.elements = elements;
        this.start = start;
        this.type = type;
    }

    static EjmlBuffer slab(long bytes) {
        double[] elements = HostArrays.make(Math.ceilDiv(bytes, BYTES_PER_ELEMENT), Double.BYTES, double[]::new);
        return new EjmlBuffer(elements, 0, TensorType.f32(elements.length));
    }

    EjmlBuffer view(long byteOffset, TensorType viewed) {
        int first = Math.toIntExact(byteOffset / BYTES_PER_ELEMENT);
        if (byteOffset < 0 || start + first + viewed.size() > elements.length) {
            throw new IndexOutOfBoundsException(
                    viewed + " at byte " + byteOffset + " does not lie within a slab of " + bytes() + " bytes");
        }
        return new EjmlBuffer(elements, start + first, viewed);
    }

    double[] elements() {
        return elements;
    }

    int start() {
        return start;
    }

    TensorType type() {
        return type;
    }

    int size() {
        return (int) type.size();
    }

    double get(int index) {
        return elements[start + index];
    }

    void set(int index, double value) {
        elements[start + index] = value;
    }

    /** Returns an I32 element. */
    int integer(int index) {
        return (int) get(index);
    }

    boolean liesWhere(EjmlBuffer other) {
        return start == other.start && MemorySegment.ofArray(elements).equals(MemorySegment.ofArray(other.elements));
    }

    void fill(double value) {
        Arrays.fill(elements, start, start + size(), value);
    }

    /** Copies as many elements as both have. */
    void copyFrom(EjmlBuffer source) {
        System.arraycopy(source.elements, source.start, elements, start, size());
    }

    @Override
    public long bytes() {
        return type.bytes();
    }

    /** Does nothing: the memory is Java's own. */
    @Override
    public void close() {}
}
