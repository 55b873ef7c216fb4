/** The backends of this module, from outside. */
@NullMarked
package io.tidecast.backend.cpu;

import org.jspecify.annotations.NullMarked;
