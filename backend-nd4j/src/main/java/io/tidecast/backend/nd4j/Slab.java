package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.FailureException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A piece of native memory, and what kernels that are bound in it keep beside: all of it is freed when it closes. */
final class Slab {
    private static final double GIB = 1 << 30;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final List<Runnable> releases = new ArrayList<>();
    private volatile boolean open = true;

    /**
     * Takes memory, full of zeros.
     *
     * @throws FailureException if there is none left
     */
    Slab(long bytes) {
        try {
            memory = arena.allocate(bytes, Backend.ALIGNMENT);
        } catch (OutOfMemoryError e) {
            arena.close();
            throw new FailureException(String.format(
                    Locale.ROOT,
                    "there is no room for %.1f GiB of values beside the Java heap; choose a smaller batch, a shorter"
                            + " window or a smaller network, or let the JVM take more (-XX:MaxDirectMemorySize)",
                    bytes / GIB));
        }
    }

    MemorySegment memory() {
        return memory;
    }

    /** Keeps something native until the slab closes. */
    synchronized void keep(Runnable release) {
        requireOpen();
        releases.add(release);
    }

    /** Fails if the slab is closed; native code would not notice. */
    void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the memory of this program or of its variables is closed");
        }
    }

    synchronized void close() {
        if (open) {
            open = false;
            releases.reversed().forEach(Runnable::run);
            releases.clear();
            arena.close();
        }
    }
}
