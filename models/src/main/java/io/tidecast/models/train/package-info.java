/** Training: batches, losses, steps, early stopping, checkpoints and exact resume. */
@NullMarked
package io.tidecast.models.train;

import org.jspecify.annotations.NullMarked;
