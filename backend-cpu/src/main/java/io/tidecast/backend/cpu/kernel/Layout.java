package io.tidecast.backend.cpu.kernel;

/** Hands out stretches of scratch memory, each at a multiple of a cache line. */
final class Layout {
    /**
     * How many places ahead a processor fetches where a program reads at even distances. Behind the last place it would take
     * what another thread is working in out of that one's cache.
     */
    private static final int FETCHED_AHEAD = 16;

    private int size;

    /** Reserves so many floats and returns where they start. */
    int take(int floats) {
        int at = size;
        size += Lanes.roundUp(floats, Lanes.LINE);
        return at;
    }

    /** Leaves room behind so many floats from each of which to the next is read, for what belongs to another thread. */
    void keepApart(int stride) {
        size += FETCHED_AHEAD * Lanes.roundUp(stride, Lanes.LINE);
    }

    int size() {
        return size;
    }
}
