/** Forecasts after each row of a stream, in the same time and memory however many rows there were before. */
@NullMarked
package io.tidecast.models.stream;

import org.jspecify.annotations.NullMarked;
