package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Single precision on the processor's vectors, by the Vector API. */
final class CpuBackend implements Backend {
    static final String NAME = "cpu";

    private final Workers workers;

    CpuBackend(int threads) {
        workers = new Workers(threads);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Buffer allocate(long bytes) {
        return CpuBuffer.slab(bytes);
    }

    @Override
    public Buffer view(Buffer slab, long byteOffset, TensorType type) {
        return ((CpuBuffer) slab).view(byteOffset, type);
    }

    @Override
    public void upload(MemorySegment source, Buffer target) {
        CpuBuffer values = (CpuBuffer) target;
        MemorySegment.copy(
                source, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values.elements(), values.start(), values.size());
    }

    @Override
    public void download(Buffer source, MemorySegment target) {
        CpuBuffer values = (CpuBuffer) source;
        MemorySegment.copy(
                values.elements(), values.start(), target, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values.size());
    }

    @Override
    public Optional<KernelFactory> kernel(KernelRequest request) {
        if (request.mentions(DType.F64)) {
            return Optional.empty();
        }
        return switch (request.op()) {
            case Primitive primitive -> Optional.of(PrimitiveKernels.of(primitive, request, workers));
            case Composite composite -> CompositeKernels.of(composite, request, workers);
            case Leaf leaf -> Optional.empty();
            case Scan scan -> Optional.empty();
        };
    }

    /** Ends the backend's threads. */
    @Override
    public void close() {
        workers.close();
    }
}
