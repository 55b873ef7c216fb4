/** The static graph of operations that tracing a model makes: nodes, values, primitives, and the builder that checks shapes. */
@NullMarked
package io.tidecast.core.graph;

import org.jspecify.annotations.NullMarked;
