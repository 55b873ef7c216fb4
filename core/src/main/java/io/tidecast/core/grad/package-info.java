/** Differentiation: gradient nodes made from graph nodes. */
@NullMarked
package io.tidecast.core.grad;

import org.jspecify.annotations.NullMarked;
