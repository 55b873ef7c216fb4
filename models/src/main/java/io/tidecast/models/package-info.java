/** Sequence models written once against core, with their data, training and forecasting. */
@NullMarked
package io.tidecast.models;

import org.jspecify.annotations.NullMarked;
