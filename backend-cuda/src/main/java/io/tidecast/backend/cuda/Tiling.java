package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Precision;
import java.util.Locale;

/**
 * How a product is cut into tiles, a block to each: see {@code fma_tile.cuh} and, for tensor cores, {@code mma_tile.cuh}.
 * It depends on shapes alone, so that the order of sums is the same on every GPU.
 */
record Tiling(Precision precision, Tile tile) {
    private static final int BLOCKS_OF_A_LARGE_GPU = 132;
    private static final int BUFFERS = 2;
    private static final int THREADS = 256;

    /** The tiles, by what they serve. */
    enum Tile {
        LARGE(128),
        MEDIUM(64),
        WIDE(32);

        private final int rows;

        Tile(int rows) {
            this.rows = rows;
        }
    }

    /** Returns the tiles for a product of so many rows and columns. */
    static Tiling of(Precision precision, int rows, int columns) {
        if (rows <= Tile.WIDE.rows) {
            return new Tiling(precision, Tile.WIDE);
        }
        Tiling large = new Tiling(precision, Tile.LARGE);
        boolean fills = rows > Tile.MEDIUM.rows && large.blocks(rows, columns) >= BLOCKS_OF_A_LARGE_GPU;
        return fills ? large : new Tiling(precision, Tile.MEDIUM);
    }

    private boolean onTensorCores() {
        return precision != Precision.F32;
    }

    private int columns() {
        return switch (tile) {
            case LARGE -> onTensorCores() ? 64 : 128;
            case MEDIUM -> 64;
            case WIDE -> 128;
        };
    }

    /** Returns the file that has a kernel of products, which in single precision is the family's own. */
    static String family(Precision precision, String plain) {
        return precision == Precision.F32 ? plain : "tensor_" + precision.label();
    }

    /** Returns a kernel's name for this precision. */
    static String kernel(Precision precision, String stem, String variant) {
        return stem + "_" + (precision == Precision.F32 ? "" : precision.label() + "_") + variant;
    }

    /** Returns how many words of shared memory two buffers of both operands' parts take. */
    static int words(Precision precision, int rows, int columns, int depth) {
        int padding = precision == Precision.F32 ? 4 : 8;
        return BUFFERS * depth * (rows + columns + 2 * padding);
    }

    int blocks(int rows, int columns) {
        return Math.ceilDiv(rows, tile.rows) * Math.ceilDiv(columns, columns());
    }

    /** Returns a launch of a kernel over all tiles of a product, its inner dimension in so many parts. */
    Launch launch(String plainFamily, String stem, int rows, int columns, int parts, Arguments arguments) {
        int depth = tile == Tile.LARGE && !onTensorCores() ? 8 : 16;
        String variant = tile.name().toLowerCase(Locale.ROOT);
        return Launch.of(
                        family(precision, plainFamily),
                        kernel(precision, stem, variant),
                        Grid.of(blocks(rows, columns), 1, parts, THREADS),
                        arguments)
                .sharing(words(precision, tile.rows, columns(), depth) * Float.BYTES);
    }
}
