/** How far the backends are apart: distances of values, and graphs replayed node by node to name the op that differs. */
@NullMarked
package io.tidecast.core.compare;

import org.jspecify.annotations.NullMarked;
