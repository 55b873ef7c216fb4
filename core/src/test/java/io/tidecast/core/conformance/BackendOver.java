package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Another backend under its own name, to be different in what a test is about. */
public abstract class BackendOver implements Backend {
    private final Backend backend;

    /** Makes a backend that hands everything on to another, which is closed with it. */
    protected BackendOver(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public Precision precision() {
        return backend.precision();
    }

    @Override
    public Buffer allocate(long bytes) {
        return backend.allocate(bytes);
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

    @Override
    public void close() {
        backend.close();
    }
}
