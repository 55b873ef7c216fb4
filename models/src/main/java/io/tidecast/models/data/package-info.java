/** From files to windows: tables, times, series, splits, scaling and batches, in the order the data flows. */
@NullMarked
package io.tidecast.models.data;

import org.jspecify.annotations.NullMarked;
