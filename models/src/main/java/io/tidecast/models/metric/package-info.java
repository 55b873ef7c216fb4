/** How far forecasts lie from what happened. */
@NullMarked
package io.tidecast.models.metric;

import org.jspecify.annotations.NullMarked;
