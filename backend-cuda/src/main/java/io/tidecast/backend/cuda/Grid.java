package io.tidecast.backend.cuda;

/**
 * How many blocks run a kernel, along up to three axes, and how many threads each of them has.
 *
 * @param threads at most 1024
 */
record Grid(int x, int y, int z, int threads) {
    private static final int THREADS = 256;

    /** Enough to fill any GPU; kernels go on where the grid ends. */
    private static final int MOST_BLOCKS = 1 << 14;

    /** Returns a row of blocks in which each element has a thread, or which is long enough to go over them in turns. */
    static Grid over(long elements) {
        long blocks = Math.ceilDiv(elements, (long) THREADS);
        return new Grid(Math.clamp(blocks, 1, MOST_BLOCKS), 1, 1, THREADS);
    }

    static Grid of(int x, int y, int z, int threads) {
        return new Grid(x, y, z, threads);
    }
}
