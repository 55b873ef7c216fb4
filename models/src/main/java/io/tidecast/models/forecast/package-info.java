/** From series to a trained model in a file, and from there to forecasts: where data, networks and training meet. */
@NullMarked
package io.tidecast.models.forecast;

import org.jspecify.annotations.NullMarked;
