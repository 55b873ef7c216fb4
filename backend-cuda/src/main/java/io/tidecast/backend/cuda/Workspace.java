package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.type.TensorType;

/** Scratch memory handed out piece by piece while a kernel is bound. */
final class Workspace {
    private final CudaBuffer scratch;
    private long end;

    Workspace(CudaBuffer scratch) {
        this.scratch = scratch;
    }

    /** Returns the next floats. */
    CudaBuffer take(long floats) {
        CudaBuffer taken = scratch.view(end, TensorType.f32(Math.toIntExact(floats)));
        end += bytes(floats);
        return taken;
    }

    /** Returns all that was not handed out. */
    CudaBuffer rest() {
        return scratch.from(end / Float.BYTES);
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
