package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Single precision on one NVIDIA GPU. Kernels are started in order and not waited for until a value is downloaded. */
final class CudaBackend implements Backend {
    static final String NAME = "cuda";

    private final Device device;

    CudaBackend(Device device) {
        this.device = device;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Buffer allocate(long bytes) {
        return CudaBuffer.of(device.memory().take(Math.max(1, bytes)));
    }

    @Override
    public Buffer view(Buffer slab, long byteOffset, TensorType type) {
        return ((CudaBuffer) slab).view(byteOffset, type);
    }

    @Override
    public void upload(MemorySegment source, Buffer target) {
        CudaBuffer place = open(target);
        device.enter();
        device.staging().upload(source, place);
    }

    @Override
    public void download(Buffer source, MemorySegment target) {
        CudaBuffer place = open(source);
        device.enter();
        device.staging().download(place, target);
    }

    private static CudaBuffer open(Buffer buffer) {
        CudaBuffer place = (CudaBuffer) buffer;
        place.slab().requireOpen();
        return place;
    }

    @Override
    public Optional<KernelFactory> kernel(KernelRequest request) {
        if (request.mentions(DType.F64)) {
            return Optional.empty();
        }
        return switch (request.op()) {
            case Primitive primitive -> PrimitiveKernels.of(primitive, request, device);
            case Composite composite -> CompositeKernels.of(composite, request, device);
            case Leaf leaf -> Optional.empty();
            case Scan scan -> Optional.empty();
        };
    }

    @Override
    public Kernel link(List<Kernel> kernels) {
        return Linker.link(kernels);
    }

    @Override
    public void close() {
        device.close();
    }
}
