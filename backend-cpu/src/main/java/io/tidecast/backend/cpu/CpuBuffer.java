package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.HostArrays;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.TensorType;

/** A stretch of floats: a slab, or a view into one. Integers lie in it by their bits. */
final class CpuBuffer implements Buffer {
    /** After the array's header of 16 bytes, the first float whose address is a multiple of 64 where the array's is. */
    private static final int FIRST = 12;

    private static final long SMALL = 1 << 12;
    private static final long LARGEST_REGION = 1 << 25;
    private static final long SMALLEST_REGION = 1 << 20;
    private static final int REGIONS = 2048;

    private final float[] elements;
    private final int start;
    private final TensorType type;

    private CpuBuffer(float[] elements, int start, TensorType type) {
        this.elements = elements;
        this.start = start;
        this.type = type;
    }

    /**
     * Makes a slab. Unless it is small it is larger than half a region of the G1 collector, which then puts it at the
     * start of a region, so that its vectors are aligned, and does not move it.
     */
    static CpuBuffer slab(long bytes) {
        long floats = Math.ceilDiv(bytes, Float.BYTES);
        long taken = bytes < SMALL ? floats : Math.max(floats, halfRegion());
        float[] elements = HostArrays.make(taken + FIRST, Float.BYTES, float[]::new);
        return new CpuBuffer(elements, FIRST, TensorType.f32(Math.toIntExact(floats)));
    }

    private static long halfRegion() {
        long region = Long.highestOneBit(Runtime.getRuntime().maxMemory() / REGIONS);
        return Math.clamp(region, SMALLEST_REGION, LARGEST_REGION) / 2 / Float.BYTES;
    }

    CpuBuffer view(long byteOffset, TensorType viewed) {
        if (viewed.dtype() == DType.F64) {
            throw new UnsupportedOperationException("backend " + CpuBackend.NAME + " has no F64: " + viewed);
        }
        if (byteOffset < 0 || byteOffset % Float.BYTES != 0 || byteOffset + viewed.bytes() > bytes()) {
            throw new IndexOutOfBoundsException(
                    viewed + " at byte " + byteOffset + " does not lie within a slab of " + bytes() + " bytes");
        }
        return new CpuBuffer(elements, start + (int) (byteOffset / Float.BYTES), viewed);
    }

    Span span() {
        return new Span(elements, start);
    }

    float[] elements() {
        return elements;
    }

    int start() {
        return start;
    }

    int size() {
        return (int) type.size();
    }

    @Override
    public long bytes() {
        return type.bytes();
    }

    /** Does nothing: the memory is Java's own. */
    @Override
    public void close() {}
}
