package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Another backend whose new memory is full of one number, so that what reads memory before writing it shows. */
final class PoisoningBackend implements Backend {
    private final Backend backend;
    private final float poison;

    PoisoningBackend(Backend backend, float poison) {
        this.backend = backend;
        this.poison = poison;
    }

    @Override
    public Buffer allocate(long bytes) {
        Buffer slab = backend.allocate(bytes);
        float[] content = new float[(int) (bytes / Float.BYTES)];
        Arrays.fill(content, poison);
        upload(MemorySegment.ofArray(content), view(slab, 0, TensorType.f32(content.length)));
        return slab;
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public Buffer view(Buffer slab, long byteOffset, TensorType type) {
        return backend.view(slab, byteOffset, type);
    }

    @Override
    public void upload(MemorySegment source, Buffer target) {
        backend.upload(source, target);
    }

    @Override
    public void download(Buffer source, MemorySegment target) {
        backend.download(source, target);
    }

    @Override
    public Optional<KernelFactory> kernel(KernelRequest request) {
        return backend.kernel(request);
    }

    @Override
    public Kernel link(List<Kernel> kernels) {
        return backend.link(kernels);
    }

    /** Does nothing: the other backend is its owner's to close. */
    @Override
    public void close() {}
}
