/**
 * Single-precision kernels on {@code float[]}, with nothing known of graphs or backends. They use only operations whose
 * bits are the same interpreted and compiled: + − × ÷, square root, fused multiply-add and operations on bits.
 *
 * <p>The register tiles ({@code Tile12}, {@code Tile8}, {@code Tile4}, the {@code ColumnTile}s, {@code RowDots},
 * {@code Dot}s and {@code Strip}) are alike by necessity. A vector stays in a register only as a local variable: an array
 * of vectors is memory, and each of its elements an object, for the compiler does not take arrays apart. So a tile's
 * sums are named and its rows written out by hand, once for each height: a tile of a height that is given at run time
 * would run at the speed of its loads. A change to one is a change to all of its family.
 */
@NullMarked
package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.NullMarked;
