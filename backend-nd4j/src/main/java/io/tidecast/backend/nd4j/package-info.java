/** The backend {@code nd4j}: ND4J's native operations, called beneath its arrays, and the BLAS that comes with them. */
@NullMarked
package io.tidecast.backend.nd4j;

import org.jspecify.annotations.NullMarked;
