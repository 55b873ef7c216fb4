package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.error.FailureException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Another backend that breaks after some runs of programs, and from then on does nothing but be closed, as a GPU does. */
public final class FailingBackend extends BackendOver {
    /** What it says from then on. */
    public static final String REASON = "the device failed";

    private int runsLeft;

    /**
     * Makes a backend.
     *
     * @param backend computes; is closed with this one
     * @param runs how many runs of programs go well
     */
    public FailingBackend(Backend backend, int runs) {
        super(backend);
        runsLeft = runs;
    }

    @Override
    public Kernel link(List<Kernel> kernels) {
        Kernel linked = super.link(kernels);
        return () -> {
            requireWorking();
            runsLeft--;
            linked.run();
        };
    }

    @Override
    public void upload(MemorySegment source, Buffer target) {
        requireWorking();
        super.upload(source, target);
    }

    @Override
    public void download(Buffer source, MemorySegment target) {
        requireWorking();
        super.download(source, target);
    }

    private void requireWorking() {
        if (runsLeft == 0) {
            throw new FailureException(REASON);
        }
    }
}
