package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;

/**
 * A name for memory that outlives programs: a weight, an optimiser's moment, the state of a stream. Where the memory
 * lies is for the store that a program is bound to.
 *
 * @param name unique within a store, with scopes parted by {@code /}
 */
public record Variable(String name, TensorType type) {}
