/** The backend {@code cuda}: kernels of its own on an NVIDIA GPU, of which only the driver must be installed. */
@NullMarked
package io.tidecast.backend.cuda;

import org.jspecify.annotations.NullMarked;
