/** Layers, written once against core: parameters in Keras' shapes and the values they compute. */
@NullMarked
package io.tidecast.models.layer;

import org.jspecify.annotations.NullMarked;
