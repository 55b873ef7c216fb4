/** Series of targets, inputs and columns known ahead, read from tables, wide files and ragged files. */
@NullMarked
package io.tidecast.models.data.series;

import org.jspecify.annotations.NullMarked;
