/**
 * Benchmarks: what an operation, a training step and a forecast cost on each backend.
 */
@NullMarked
package io.tidecast.bench;

import org.jspecify.annotations.NullMarked;
