/** Operations that carry their own decomposition into primitives, so that a backend may, but need not, fuse them. */
@NullMarked
package io.tidecast.core.composite;

import org.jspecify.annotations.NullMarked;
