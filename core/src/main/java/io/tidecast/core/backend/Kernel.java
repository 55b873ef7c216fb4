package io.tidecast.core.backend;

/** A computation bound to its memory. */
@FunctionalInterface
public interface Kernel {
    /** Computes once. Allocates nothing on the Java heap. */
    void run();
}
