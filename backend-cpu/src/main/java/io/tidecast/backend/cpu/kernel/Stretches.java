package io.tidecast.backend.cpu.kernel;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The blocks of a round that nobody has taken yet. Each thread has a stretch of them, the same one in every round of as
 * many blocks, so that it mostly meets again what it has in its caches; when that is done it takes from the others'.
 */
final class Stretches {
    private static final long LEFT = 0xFFFFFFFFL;
    private static final int ROUND = 32;

    /** Counters that threads change at the same time lie a pair of cache lines apart. */
    private static final int APART = 2 * Lanes.LINE * Float.BYTES / Long.BYTES;

    // The round's number above how many blocks are left: a thread that comes late takes nothing.
    private final AtomicLongArray left;
    private final int[] firsts;

    /** Prepares for rounds that so many threads share. */
    Stretches(int threads) {
        left = new AtomicLongArray(threads * APART);
        firsts = new int[threads];
    }

    /** Begins a round of blocks, when all of the one before are taken. */
    void deal(int round, int blocks) {
        int threads = firsts.length;
        for (int thread = 0; thread < threads; thread++) {
            int first = (int) ((long) blocks * thread / threads);
            int next = (int) ((long) blocks * (thread + 1) / threads);
            firsts[thread] = first;
            left.set(thread * APART, (long) round << ROUND | next - first);
        }
    }

    /** Returns a block that the thread is to run now, or −1 if all are taken. */
    int take(int thread) {
        int threads = firsts.length;
        for (int i = 0; i < threads; i++) {
            int block = takeOf((thread + i) % threads);
            if (block >= 0) {
                return block;
            }
        }
        return -1;
    }

    private int takeOf(int owner) {
        while (true) {
            long seen = left.get(owner * APART);
            int count = (int) (seen & LEFT);
            if (count == 0) {
                return -1;
            }
            if (left.compareAndSet(owner * APART, seen, seen - 1)) {
                return firsts[owner] + count - 1;
            }
        }
    }
}
