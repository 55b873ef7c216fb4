package io.tidecast.backend.cpu.kernel;

/**
 * The order in which a chunk's panels are worked on: each together with the one at some distance after it, if there is
 * one in the chunk. Blocks of pairs hold as many panels as blocks of single ones.
 */
final class PanelOrder {
    private final int distance;
    private final int pairsPerBlock;
    private int first;
    private int end;

    /**
     * Describes the order.
     *
     * @param distance from a panel to its partner, or 0 if panels are worked on one by one
     */
    PanelOrder(int distance) {
        this.distance = distance;
        pairsPerBlock = distance == 0 ? Chunks.BLOCK_PANELS : Chunks.BLOCK_PANELS / 2;
    }

    /** Chooses the panels from one to before another. */
    void begin(int from, int to) {
        first = from;
        end = to;
    }

    /** Returns how many blocks they make. */
    int blocks() {
        return (pairs() + pairsPerBlock - 1) / pairsPerBlock;
    }

    private int pairs() {
        int panels = end - first;
        return distance == 0
                ? panels
                : panels / (2 * distance) * distance + Math.min(distance, panels % (2 * distance));
    }

    /** Returns a block's first pair. */
    int firstPair(int block) {
        return block * pairsPerBlock;
    }

    /** Returns the pair after a block's last. */
    int endPair(int block) {
        return Math.min(pairs(), firstPair(block + 1));
    }

    /** Returns a pair's first panel. */
    int panel(int pair) {
        return distance == 0 ? first + pair : first + pair / distance * 2 * distance + pair % distance;
    }

    /** Returns whether a panel has a partner. */
    boolean isPaired(int panel) {
        return distance > 0 && panel + distance < end;
    }
}
