/** The backend {@code cpu}: which kernel computes which operation, and the memory they work on. */
@NullMarked
package io.tidecast.backend.cpu;

import org.jspecify.annotations.NullMarked;
