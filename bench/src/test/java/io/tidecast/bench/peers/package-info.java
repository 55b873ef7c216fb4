/** The peers compute what Tidecast computes. */
@NullMarked
package io.tidecast.bench.peers;

import org.jspecify.annotations.NullMarked;
