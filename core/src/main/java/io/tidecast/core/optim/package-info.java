/** Optimisers: how gradients change variables. */
@NullMarked
package io.tidecast.core.optim;

import org.jspecify.annotations.NullMarked;
