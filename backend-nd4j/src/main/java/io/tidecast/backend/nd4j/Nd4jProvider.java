package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.BackendProvider;
import io.tidecast.core.error.InputException;
import java.util.Objects;

/** Offers the backend {@code nd4j}, which needs ND4J's native library for the platform. */
public final class Nd4jProvider implements BackendProvider {
    private static final int PRIORITY = 30;

    @Override
    public String name() {
        return Nd4jBackend.NAME;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Availability probe() {
        try {
            Installation installation = Installation.here();
            Availability available = new Availability.Available(
                    "ND4J's native library for " + installation.platform() + ", single precision, one thread");
            return installation.fault().map(Availability.class::cast).orElse(available);
        } catch (LinkageError | RuntimeException error) {
            return new Availability.Unavailable(
                    "ND4J's classes are not on the class path, or not all of them",
                    "add org.nd4j:nd4j-native-platform:1.0.0-M2.1 to it",
                    error);
        }
    }

    /**
     * Opens the backend. It computes on one thread whatever the options ask for: ND4J's results depend on how many it has.
     *
     * @throws InputException if ND4J's native library cannot be loaded, or products are not to be in single precision
     */
    @Override
    public Backend open(BackendOptions options) {
        options.inF32(name());
        try {
            return new Nd4jBackend(NativeLibrary.load());
        } catch (LinkageError | RuntimeException error) {
            throw new InputException(
                    "backend " + name() + " cannot start here: ND4J's native library does not load (" + reason(error)
                            + "); " + Installation.remedy(),
                    error);
        }
    }

    /** Returns what was wrong in the first place, which JavaCPP covers with what it tried next. */
    private static String reason(Throwable error) {
        Throwable first = error;
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            first = cause;
        }
        return Objects.requireNonNullElseGet(first.getMessage(), first::toString);
    }
}
