/** Measuring: what is computed, whether the results agree with the reference, and only then how long it takes. */
@NullMarked
package io.tidecast.models.measure;

import org.jspecify.annotations.NullMarked;
