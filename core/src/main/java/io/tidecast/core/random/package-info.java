/** Random numbers whose bits are the same on every JDK, backend and number of threads. */
@NullMarked
package io.tidecast.core.random;

import org.jspecify.annotations.NullMarked;
