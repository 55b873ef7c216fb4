package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * What a node computes. Operations are immutable and compare by value; two nodes of equal operation and equal inputs
 * compute the same.
 */
public sealed interface Op permits Leaf, Primitive, Composite, Scan {
    /** Returns the name used in messages and reports. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Infers the types of the outputs.
     *
     * @throws IllegalArgumentException if the inputs do not fit, with the reason alone; the builder adds the rest
     */
    List<TensorType> outputs(List<TensorType> inputs);

    /**
     * Returns an equivalent operation with at least the first {@code count} outputs, cheaper where the rest can be left
     * out. Outputs that can be left out come last.
     */
    default Op trimmed(int count) {
        return this;
    }
}
