/** Kernels against plain loops in double precision. */
@NullMarked
package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.NullMarked;
