package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.error.DeviceMemoryException;
import io.tidecast.core.type.TensorType;

/** Another backend with no more memory than it is given, as a device has. */
public final class CappedBackend extends BackendOver {
    private final long total;
    private long taken;

    /**
     * Makes a backend.
     *
     * @param backend computes; is closed with this one
     * @param total how many bytes may be taken at once
     */
    public CappedBackend(Backend backend, long total) {
        super(backend);
        this.total = total;
    }

    /** Returns how many bytes are taken. */
    public long taken() {
        return taken;
    }

    @Override
    public Buffer allocate(long bytes) {
        if (bytes > total - taken) {
            throw new DeviceMemoryException("the small device", bytes, total - taken, total);
        }
        taken += bytes;
        return new Slab(super.allocate(bytes), bytes);
    }

    @Override
    public Buffer view(Buffer slab, long byteOffset, TensorType type) {
        return super.view(((Slab) slab).memory, byteOffset, type);
    }

    /** Counts as taken until it is closed. */
    private final class Slab implements Buffer {
        private final Buffer memory;
        private final long bytes;

        Slab(Buffer memory, long bytes) {
            this.memory = memory;
            this.bytes = bytes;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void close() {
            memory.close();
            taken -= bytes;
        }
    }
}
