package io.tidecast.backend.cpu.ejml;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The reference that other backends are held against. Elements of every type are kept as doubles, so F32 values are not
 * rounded between one operation and the next; composites run as their decompositions.
 */
final class EjmlBackend implements Backend {
    static final String NAME = "ejml";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Buffer allocate(long bytes) {
        return EjmlBuffer.slab(bytes);
    }

    @Override
    public Buffer view(Buffer slab, long byteOffset, TensorType type) {
        return ((EjmlBuffer) slab).view(byteOffset, type);
    }

    @Override
    public void upload(MemorySegment source, Buffer target) {
        EjmlBuffer values = (EjmlBuffer) target;
        for (int i = 0; i < values.size(); i++) {
            values.set(
                    i,
                    switch (values.type().dtype()) {
                        case F32 -> source.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
                        case F64 -> source.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
                        case I32 -> source.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i);
                    });
        }
    }

    @Override
    public void download(Buffer source, MemorySegment target) {
        EjmlBuffer values = (EjmlBuffer) source;
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            switch (values.type().dtype()) {
                case F32 -> target.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, (float) value);
                case F64 -> target.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, value);
                case I32 -> target.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, (int) value);
            }
        }
    }

    @Override
    public Optional<KernelFactory> kernel(KernelRequest request) {
        return switch (request.op()) {
            case Primitive primitive -> Optional.of(PrimitiveKernels.of(primitive, request));
            case Composite composite -> Optional.empty();
            case Leaf leaf -> Optional.empty();
            case Scan scan -> Optional.empty();
        };
    }

    /** Does nothing: the memory is Java's own. */
    @Override
    public void close() {}
}
