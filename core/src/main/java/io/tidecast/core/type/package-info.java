/** Element types, shapes and host values: what a value is, before anything computes it. */
@NullMarked
package io.tidecast.core.type;

import org.jspecify.annotations.NullMarked;
