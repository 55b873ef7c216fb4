package io.tidecast.backend.cpu.ejml;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.BackendProvider;

/** Offers the backend {@code ejml}, which runs on every Java virtual machine and on one thread. */
public final class EjmlBackendProvider implements BackendProvider {
    private static final int PRIORITY = 10;

    @Override
    public String name() {
        return EjmlBackend.NAME;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Availability probe() {
        return new Availability.Available("plain Java, double precision inside, one thread");
    }

    @Override
    public Backend open(BackendOptions options) {
        options.inF32(name());
        return new EjmlBackend();
    }
}
