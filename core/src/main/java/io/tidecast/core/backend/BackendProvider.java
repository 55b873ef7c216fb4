package io.tidecast.core.backend;

/** How a backend is found: listed in {@code META-INF/services}, made without arguments, and cheap to make. */
public interface BackendProvider {
    /** Returns the name by which people choose the backend, such as {@code cpu}. */
    String name();

    /** Returns how gladly {@code auto} takes this backend; the highest that is available wins. */
    int priority();

    /** Returns whether the backend can run here. Is quick, never throws, and touches nothing that could throw past it. */
    Availability probe();

    /**
     * Opens the backend.
     *
     * @throws io.tidecast.core.error.InputException if the options ask for what it cannot give
     */
    Backend open(BackendOptions options);
}
