package io.tidecast.core.backend;

import java.util.List;

/** A kernel that has been chosen but not yet told where its values lie; immutable, and bound once for each program. */
public interface KernelFactory {
    /**
     * Returns the kernel for values at fixed places. Shapes are those of the request: a buffer may have been made for the
     * same elements under another shape.
     *
     * @param scratch {@link #scratchBytes} bytes that nothing else uses while the kernel runs, an F32 view
     */
    Kernel bind(List<Buffer> inputs, List<Buffer> outputs, Buffer scratch);

    /** Returns how much scratch memory a run needs, in bytes. */
    default long scratchBytes() {
        return 0;
    }

    /** Returns whether an output may lie exactly where an input lies, which the run then overwrites. */
    default boolean mayAlias(int input, int output) {
        return false;
    }
}
