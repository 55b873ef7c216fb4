package io.tidecast.core.compile;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.TensorType;

/** Where a value lies while a program runs, and as what it is read there. */
record Location(Place place, TensorType type) {
    /** A piece of memory. */
    sealed interface Place {}

    /** A stretch of the program's own slab. */
    record InSlab(long offset) implements Place {}

    /** A variable's memory. */
    record InVariable(Variable variable) implements Place {}

    /** Memory that whoever runs the steps hands in, by position. */
    record Handed(int position) implements Place {}
}
