package io.tidecast.backend.cpu.kernel;

/** Hands out stretches of scratch memory, each at a multiple of a cache line. */
final class Layout {
    private int size;

    /** Reserves so many floats and returns where they start. */
    int take(int floats) {
        int at = size;
        size += Lanes.roundUp(floats, Lanes.LINE);
        return at;
    }

    int size() {
        return size;
    }
}
