package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Buffer;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A stretch of native memory: a slab, or a view into one. */
final class Nd4jBuffer implements Buffer {
    private static final int LANES = 4;

    private final Slab slab;
    private final MemorySegment segment;
    private final boolean whole;

    private Nd4jBuffer(Slab slab, MemorySegment segment, boolean whole) {
        this.slab = slab;
        this.segment = segment;
        this.whole = whole;
    }

    static Nd4jBuffer slab(long bytes) {
        Slab slab = new Slab(bytes);
        return new Nd4jBuffer(slab, slab.memory(), true);
    }

    Nd4jBuffer view(long byteOffset, TensorType viewed) {
        if (byteOffset < 0 || byteOffset + viewed.bytes() > bytes()) {
            throw new IndexOutOfBoundsException(
                    viewed + " at byte " + byteOffset + " does not lie within a slab of " + bytes() + " bytes");
        }
        return new Nd4jBuffer(slab, segment.asSlice(byteOffset, viewed.bytes()), false);
    }

    Slab slab() {
        return slab;
    }

    MemorySegment segment() {
        return segment;
    }

    float get(long index) {
        return segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    void set(long index, float value) {
        segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    }

    int integer(long index) {
        return segment.getAtIndex(ValueLayout.JAVA_INT, index);
    }

    void setInteger(long index, int value) {
        segment.setAtIndex(ValueLayout.JAVA_INT, index, value);
    }

    /** Returns the rest from a float on. */
    Nd4jBuffer from(long index) {
        return new Nd4jBuffer(slab, segment.asSlice(index * Float.BYTES), false);
    }

    /** Makes floats one value. */
    void fill(long first, long count, float value) {
        for (long i = 0; i < count; i++) {
            set(first + i, value);
        }
    }

    /** Adds one value to floats. */
    void add(long first, long count, float value) {
        for (long i = 0; i < count; i++) {
            set(first + i, get(first + i) + value);
        }
    }

    /** Returns the sum of floats, in double precision. */
    double sum(long first, long count) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        long i = 0;
        for (; i <= count - LANES; i += LANES) {
            sum0 += get(first + i);
            sum1 += get(first + i + 1);
            sum2 += get(first + i + 2);
            sum3 += get(first + i + 3);
        }
        for (; i < count; i++) {
            sum0 += get(first + i);
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    boolean liesWhere(Nd4jBuffer other) {
        return segment.address() == other.segment.address();
    }

    @Override
    public long bytes() {
        return segment.byteSize();
    }

    @Override
    public void close() {
        if (whole) {
            slab.close();
        }
    }
}
