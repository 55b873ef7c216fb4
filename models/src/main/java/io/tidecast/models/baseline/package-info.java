/** Forecasts that cost nothing to train: the last value, the last season, exact least squares. */
@NullMarked
package io.tidecast.models.baseline;

import org.jspecify.annotations.NullMarked;
