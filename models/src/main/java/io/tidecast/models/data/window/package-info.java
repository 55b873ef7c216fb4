/** Splits, scaling, and windows laid out as batches in the graph's order [channels, time, batch]. */
@NullMarked
package io.tidecast.models.data.window;

import org.jspecify.annotations.NullMarked;
