/** Sequences of codes that networks make up: sound and notes alike. */
@NullMarked
package io.tidecast.models.generate;

import org.jspecify.annotations.NullMarked;
