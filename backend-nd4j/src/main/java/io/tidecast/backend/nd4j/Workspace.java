package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.type.TensorType;

/** Scratch memory handed out piece by piece while a kernel is bound. */
final class Workspace {
    private final Nd4jBuffer scratch;
    private long end;

    Workspace(Nd4jBuffer scratch) {
        this.scratch = scratch;
    }

    /** Returns the next floats. */
    Nd4jBuffer take(long floats) {
        Nd4jBuffer taken = scratch.view(end, TensorType.f32(Math.toIntExact(floats)));
        end += bytes(floats);
        return taken;
    }

    /** Returns how much memory pieces of these numbers of floats take. */
    static long bytes(long... floats) {
        long bytes = 0;
        for (long piece : floats) {
            bytes += Math.ceilDiv(piece * Float.BYTES, Backend.ALIGNMENT) * Backend.ALIGNMENT;
        }
        return bytes;
    }
}
