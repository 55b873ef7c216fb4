package io.tidecast.models.train;

import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.net.Network;

/**
 * How windows are worked through where computing all of them at once would take too much memory: a few windows at a
 * time, and each of them in blocks of time that overlap by what an output reaches back to.
 *
 * <p>A block is a window of its own, so that one program computes all of them. Its first outputs would need steps before
 * its beginning; they have weight 0, as the block before has counted them. The first block begins where its window does,
 * and the last ends where its window does, so that nothing is ever padded. Where a network counts groups of steps, every
 * block begins with one. Every output that counts is therefore
 * computed from the very steps that it is computed from in the whole window, and what the blocks' losses and gradients
 * add up to is exact but for rounding. What dropout drops is drawn anew for each block.
 *
 * <p>Windows are cut where more than {@value #MOST_TOGETHER} steps of input would be computed together and the network's
 * reach is bounded, as WaveNet's is. A network that remembers all that came before, as recurrent ones do, computes its
 * windows whole and together. The plan depends on shapes alone.
 *
 * @param network computes one block
 * @param windows how many windows are computed together
 * @param count how many blocks a window is cut into
 * @param overlap how many outputs a block has in common with the one before it; the last one may have more
 */
record BlockPlan(Network network, int windows, int count, int overlap) {
    /** How many steps of input, over all windows, may be computed together. */
    static final int MOST_TOGETHER = 1 << 15;

    /** How many outputs a block adds, or nearly so many that all blocks are of one length. */
    private static final int FRESH = 1 << 14;

    /** How many times longer than the overlap the rest of a block is at the least: what is computed twice costs little. */
    private static final int FRESH_PER_OVERLAP = 16;

    /** How long a conditioned window is that is computed alone: its gates then have one bias at all steps. */
    private static final int LONG_ENOUGH_ALONE = 1_024;

    /** Floats in a cache line: rows that begin on one are read faster. */
    private static final int LINE = 16;

    /** Plans for a number of windows. */
    static BlockPlan of(Network network, int windows) {
        return of(network, windows, MOST_TOGETHER, FRESH);
    }

    /** Plans with other bounds than the usual ones. */
    static BlockPlan of(Network network, int windows, int steps, int fresh) {
        TimeMap map = network.timeMap();
        int mostTogether = network.conditions().holdThroughout()
                ? Math.min(steps, Math.max(network.window(), LONG_ENOUGH_ALONE))
                : steps;
        if ((long) network.window() * windows <= mostTogether || map.reach() == TimeMap.UNBOUNDED) {
            return new BlockPlan(network, windows, 1, 0);
        }
        int overlap = Math.ceilDiv(map.reach() - 1 - map.first(), map.stride());
        overlap += (map.steps() - overlap) % map.period();
        int rest = map.steps() - overlap;
        long most = Math.max(fresh, (long) FRESH_PER_OVERLAP * overlap);
        if (rest <= most) {
            return new BlockPlan(network, together(network.window(), windows, mostTogether), 1, 0);
        }
        int parts = (int) Math.ceilDiv(rest, most);
        int each = Math.ceilDiv(rest, parts * map.period()) * map.period();
        int window = network.window() - (rest - each) * map.stride();
        if (map.stride() == 1 && map.period() == 1) {
            window = Math.min(network.window(), oddLines(window));
            each = rest - (network.window() - window);
        }
        int count = Math.ceilDiv(rest, each);
        return new BlockPlan(network.over(window), together(window, windows, mostTogether), count, overlap);
    }

    /** Returns whether a number of windows is computed at once and uncut. */
    boolean isWhole(int windowsInAll) {
        return count == 1 && windows >= windowsInAll;
    }

    private static int together(int window, int windows, int mostTogether) {
        int most = Math.clamp(mostTogether / window, 1, windows);
        return Math.ceilDiv(windows, Math.ceilDiv(windows, most));
    }

    /** Rounds up to an odd number of cache lines: rows a power of two apart would compete for the same places there. */
    private static int oddLines(int steps) {
        return (Math.ceilDiv(steps, LINE) | 1) * LINE;
    }
}
