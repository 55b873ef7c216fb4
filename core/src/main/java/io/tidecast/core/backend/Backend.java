package io.tidecast.core.backend;

import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** A place to keep values and the kernels that compute on them. May be used by several threads; its programs may not. */
public interface Backend extends AutoCloseable {
    /** The multiple of bytes at which every view starts. */
    int ALIGNMENT = 64;

    /** Returns the name by which people choose the backend. */
    String name();

    /** Returns how exactly it computes products. */
    default Precision precision() {
        return Precision.F32;
    }

    /**
     * Returns a slab of memory, its bytes unspecified.
     *
     * @throws io.tidecast.core.error.DeviceMemoryException if the device has not so much left
     */
    Buffer allocate(long bytes);

    /**
     * Returns a stretch of a slab as a value. Views of one element type may overlap; memory written under one element
     * type is unspecified under another.
     *
     * @param byteOffset a multiple of {@link #ALIGNMENT}
     */
    Buffer view(Buffer slab, long byteOffset, TensorType type);

    /** Copies a dense row-major value of the target's type from the host. */
    void upload(MemorySegment source, Buffer target);

    /** Copies a value to the host. */
    void download(Buffer source, MemorySegment target);

    /**
     * Returns a way to compute an operation, or empty: a composite is then decomposed, and a primitive is reported
     * missing when a program is compiled. Never asked for leaves or scans, which the compiler runs itself.
     */
    Optional<KernelFactory> kernel(KernelRequest request);

    /** Joins kernels into one that runs them in order. */
    default Kernel link(List<Kernel> kernels) {
        Kernel[] sequence = kernels.toArray(Kernel[]::new);
        return () -> {
            for (Kernel kernel : sequence) {
                kernel.run();
            }
        };
    }

    @Override
    void close();
}
