package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.kernel.Lanes;
import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.BackendProvider;

/** Offers the backend {@code cpu}, which needs the incubating vector module. */
public final class CpuBackendProvider implements BackendProvider {
    private static final int PRIORITY = 50;
    private static final String MODULE = "jdk.incubator.vector";

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    /** Looks for the module first, so that no class is touched that cannot be loaded without it. */
    @Override
    public Availability probe() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return new Availability.Unavailable(
                    "the module " + MODULE + " is not loaded", "start java with --add-modules " + MODULE);
        }
        try {
            return new Availability.Available(Lanes.describe() + ", single precision");
        } catch (LinkageError error) {
            return new Availability.Unavailable(
                    "the vector module does not work here", "use a JDK of 25 or newer", error);
        }
    }

    @Override
    public Backend open(BackendOptions options) {
        return new CpuBackend(options.inF32(name()).threads());
    }
}
