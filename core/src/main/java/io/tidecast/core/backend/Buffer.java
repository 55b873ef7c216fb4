package io.tidecast.core.backend;

/** Memory of a backend; only the backend that made it can look inside. */
public interface Buffer extends AutoCloseable {
    /** Returns the size in bytes. */
    long bytes();

    /** Frees a slab; does nothing to a view, whose slab holds the memory. */
    @Override
    void close();
}
