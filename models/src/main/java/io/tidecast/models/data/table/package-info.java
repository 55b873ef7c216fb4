/** CSV and TSV files: their dialect, rows and cells, with the place of each for messages. */
@NullMarked
package io.tidecast.models.data.table;

import org.jspecify.annotations.NullMarked;
