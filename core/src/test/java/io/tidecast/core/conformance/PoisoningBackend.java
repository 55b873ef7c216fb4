package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Another backend whose new memory is full of one number, so that what reads memory before writing it shows. */
final class PoisoningBackend extends BackendOver {
    private final float poison;

    PoisoningBackend(Backend backend, float poison) {
        super(backend);
        this.poison = poison;
    }

    @Override
    public Buffer allocate(long bytes) {
        Buffer slab = super.allocate(bytes);
        float[] content = new float[(int) (bytes / Float.BYTES)];
        Arrays.fill(content, poison);
        upload(MemorySegment.ofArray(content), view(slab, 0, TensorType.f32(content.length)));
        return slab;
    }

    /** Does nothing: the other backend is its owner's to close. */
    @Override
    public void close() {}
}
