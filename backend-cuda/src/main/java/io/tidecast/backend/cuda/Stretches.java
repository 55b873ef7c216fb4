package io.tidecast.backend.cuda;

/**
 * A long inner dimension of a product with few tiles, cut so that blocks share it: each writes a product of its own, and
 * these are added in order.
 *
 * @param length of each stretch but the last
 * @param count how many there are, at least 1
 */
record Stretches(int length, int count) {
    private static final int WANTED_BLOCKS = 264;
    private static final int SHORTEST = 256;
    private static final int GRANULE = 32;
    private static final int THREADS = 256;

    static Stretches of(int depth, int tiles) {
        int wanted = Math.ceilDiv(WANTED_BLOCKS, tiles);
        int length = Math.ceilDiv(Math.max(SHORTEST, Math.ceilDiv(depth, wanted)), GRANULE) * GRANULE;
        return new Stretches(length, Math.max(1, Math.ceilDiv(depth, length)));
    }

    /** Returns how many floats the parts of a result take beside it. */
    long floats(long size) {
        return count == 1 ? 0 : count * size;
    }

    /** Returns the launch that adds the parts of two results. */
    Launch sum(
            CudaBuffer parts, CudaBuffer sums, int size, CudaBuffer otherParts, CudaBuffer otherSums, int otherSize) {
        return Launch.of(
                "matmul",
                "sum_parts",
                Grid.of(Math.ceilDiv(size + otherSize, THREADS), 1, 1, THREADS),
                Arguments.of()
                        .pointer(parts)
                        .pointer(sums)
                        .integer(size)
                        .pointer(otherParts)
                        .pointer(otherSums)
                        .integers(otherSize, count));
    }
}
