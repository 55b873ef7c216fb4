/**
 * Single-precision kernels on {@code float[]}, with nothing known of graphs or backends. They use only operations whose
 * bits are the same interpreted and compiled: + − × ÷, square root, fused multiply-add and operations on bits.
 */
@NullMarked
package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.NullMarked;
