package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Buffer;
import io.tidecast.core.type.TensorType;

/** A stretch of device memory: a slab, or a view into one. */
final class CudaBuffer implements Buffer {
    private final Slab slab;
    private final long offset;
    private final long bytes;
    private final boolean whole;

    private CudaBuffer(Slab slab, long offset, long bytes, boolean whole) {
        this.slab = slab;
        this.offset = offset;
        this.bytes = bytes;
        this.whole = whole;
    }

    static CudaBuffer of(Slab slab) {
        return new CudaBuffer(slab, 0, slab.bytes(), true);
    }

    CudaBuffer view(long byteOffset, TensorType viewed) {
        return part(byteOffset, viewed.bytes());
    }

    /** Returns the rest from a float, or an integer, on. */
    CudaBuffer from(long index) {
        return part(index * Float.BYTES, bytes - index * Float.BYTES);
    }

    private CudaBuffer part(long byteOffset, long size) {
        if (byteOffset < 0 || size < 0 || byteOffset + size > bytes) {
            throw new IndexOutOfBoundsException(
                    size + " bytes at byte " + byteOffset + " do not lie within " + bytes + " bytes");
        }
        return new CudaBuffer(slab, offset + byteOffset, size, false);
    }

    Slab slab() {
        return slab;
    }

    /** Returns the place as the driver takes it. */
    DeviceAddress address() {
        return slab.address().plus(offset);
    }

    boolean liesWhere(CudaBuffer other) {
        return address().value() == other.address().value();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (whole) {
            slab.close();
        }
    }
}
