/** Holds layers, whole models and the optimiser against what others compute from the same weights. */
@NullMarked
package io.tidecast.bench.parity;

import org.jspecify.annotations.NullMarked;
