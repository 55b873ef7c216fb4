package io.tidecast.backend.nd4j;

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
import java.util.Optional;

/** Single precision by ND4J's native operations, on one thread. */
final class Nd4jBackend implements Backend {
    static final String NAME = "nd4j";

    private final NativeLibrary library;

    Nd4jBackend(NativeLibrary library) {
        this.library = library;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Buffer allocate(long bytes) {
        return Nd4jBuffer.slab(bytes);
    }

    @Override
    public Buffer view(Buffer slab, long byteOffset, TensorType type) {
        return ((Nd4jBuffer) slab).view(byteOffset, type);
    }

    @Override
    public void upload(MemorySegment source, Buffer target) {
        MemorySegment.copy(source, 0, ((Nd4jBuffer) target).segment(), 0, target.bytes());
    }

    @Override
    public void download(Buffer source, MemorySegment target) {
        MemorySegment.copy(((Nd4jBuffer) source).segment(), 0, target, 0, source.bytes());
    }

    @Override
    public Optional<KernelFactory> kernel(KernelRequest request) {
        if (request.mentions(DType.F64)) {
            return Optional.empty();
        }
        return switch (request.op()) {
            case Primitive primitive -> Optional.of(PrimitiveKernels.of(primitive, request, library));
            case Composite composite -> CompositeKernels.of(composite, request, library);
            case Leaf leaf -> Optional.empty();
            case Scan scan -> Optional.empty();
        };
    }

    /** Does nothing: slabs are their owners' to close, and the native library stays loaded until the process ends. */
    @Override
    public void close() {}
}
