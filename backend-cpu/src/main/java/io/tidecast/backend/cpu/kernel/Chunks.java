package io.tidecast.backend.cpu.kernel;

/**
 * How a long sequence is worked through: in chunks of columns, so that what one layer writes of a chunk is still in the
 * cache when the next one reads it, and every chunk in lanes, which may run at the same time and have sums of their own.
 * All of it follows from the number of columns.
 *
 * @param columns steps times items of the batch
 */
record Chunks(int columns) {
    /** How many panels a block has at the most. */
    static final int BLOCK_PANELS = 4;

    /** How many columns that is. */
    static final int BLOCK = BLOCK_PANELS * Lanes.PANEL;

    private static final int LANE_BLOCKS = 4;
    private static final int MOST_LANES = 4;
    private static final int LANE = LANE_BLOCKS * BLOCK;

    /** How many columns a chunk has. */
    static final int CHUNK = MOST_LANES * LANE;

    /** How many panels a chunk has. */
    static final int PANELS = CHUNK / Lanes.PANEL;

    /** Returns how many chunks there are. */
    int count() {
        return (columns + CHUNK - 1) / CHUNK;
    }

    /** Returns how many lanes a chunk has at the most. */
    int lanes() {
        return Math.clamp((columns + LANE - 1) / LANE, 1, MOST_LANES);
    }

    /** Returns how many lanes of a chunk have columns. */
    int lanes(int chunk) {
        return (end(chunk) - begin(chunk) + LANE - 1) / LANE;
    }

    /** Returns a chunk's first column. */
    int begin(int chunk) {
        return chunk * CHUNK;
    }

    /** Returns the column after a chunk's last. */
    int end(int chunk) {
        return Math.min(columns, (chunk + 1) * CHUNK);
    }

    /** Returns the first column of a lane of a chunk. */
    int begin(int chunk, int lane) {
        return begin(chunk) + lane * LANE;
    }

    /** Returns the column after the last of a lane of a chunk. */
    int end(int chunk, int lane) {
        return Math.min(columns, begin(chunk, lane) + LANE);
    }

    /** Returns how many blocks of so many columns a chunk has. */
    int blocks(int chunk, int block) {
        return (end(chunk) - begin(chunk) + block - 1) / block;
    }

    /** Returns what share of some work for all columns falls to a chunk. */
    long share(int chunk, long work) {
        return work * (end(chunk) - begin(chunk)) / columns;
    }
}
