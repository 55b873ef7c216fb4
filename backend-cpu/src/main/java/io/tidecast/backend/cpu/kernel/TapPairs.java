package io.tidecast.backend.cpu.kernel;

/**
 * Products of a packed kernel of two taps with panels, two at a time of which one's first tap reads what the other's last
 * does, in three quarters of the multiplications: of {@code u = A·a + B·b} and {@code v = A·b + B·c}, the part
 * {@code (A + B)·b} is computed once, and {@code A·(a − b)} and {@code B·(c − b)} are added. This is Winograd's minimal
 * filter of two outputs and two taps; see Winograd, Arithmetic Complexity of Computations, 1980.
 */
final class TapPairs {
    private static final int LEAST_STEPS = 64;
    private static final int MOST_ROWS = 12;

    private final RowPanels rows;
    private final RowPanels sums;
    private final PanelStore store;
    private final int distance;
    private final boolean isAhead;
    private final float[] scratch;
    private final int sumsAt;

    /**
     * Describes the products, for which {@link #suit}.
     *
     * @param rows the kernel, with the steps of one tap after those of the other
     * @param step how many columns the first tap reads further on than the second, which reads its own
     */
    TapPairs(RowPanels rows, PanelStore store, int step, Scratch memory) {
        this.rows = rows;
        this.store = store;
        distance = Math.abs(step) / Lanes.PANEL;
        isAhead = step > 0;
        sums = new RowPanels(rows.rows(), rows.depth() / 2);
        Span span = memory.take(sums.size());
        scratch = span.array();
        sumsAt = span.at();
    }

    /** Returns whether panels of a chunk can be paired, and so much of them that less multiplying outweighs more adding. */
    static boolean suit(int taps, int step, int steps) {
        int distance = Math.abs(step);
        return taps == 2 && steps >= LEAST_STEPS && distance % Lanes.PANEL == 0 && 2 * distance <= Chunks.CHUNK;
    }

    /** Returns how many panels lie from one of a pair to the other. */
    int distance() {
        return distance;
    }

    /** Returns how many floats {@link #multiply} works in. */
    static int work() {
        return MOST_ROWS * Lanes.PANEL;
    }

    /** Takes over the packed kernel. */
    void prepare(float[] packed, int packedAt) {
        rows.addHalves(packed, packedAt, scratch, sumsAt);
    }

    /** Returns whether all is there that a panel and its partner read. */
    boolean isThere(int panel) {
        int from = isAhead ? panel : panel - distance;
        int last = from + 2 * distance;
        return store.has(from)
                && store.has(last)
                && store.areTogether(from, from + distance)
                && store.areTogether(from, last);
    }

    /**
     * Multiplies with a panel of columns and its partner.
     *
     * @param work {@link #work} floats
     * @param out receives all rows of the panel's product, missing ones included, and at {@code partnerAt} those of the
     *     partner's
     */
    void multiply(
            int panel,
            float[] packed,
            int packedAt,
            float[] start,
            int startAt,
            float[] work,
            int workAt,
            float[] out,
            int outAt,
            int partnerAt) {
        int shared = isAhead ? panel + distance : panel;
        int before = store.place(isAhead ? panel : panel - distance);
        int after = store.place(panel + (isAhead ? 2 : 1) * distance);
        int steps = store.rows();
        float[] columns = store.array(shared);
        int middle = store.place(shared);
        float lowest = Float.NEGATIVE_INFINITY;
        int width = Lanes.PANEL;
        for (int tile = 0; tile < rows.count(); tile++) {
            int to = outAt + rows.first(tile) * width;
            int partner = partnerAt + rows.first(tile) * width;
            sums.multiply(tile, scratch, sumsAt, 0, steps, columns, middle, start, startAt, work, workAt, width);
            int first = isAhead ? steps : 0;
            rows.addDifference(
                    tile, packed, packedAt, first, steps, columns, before, middle, width, work, workAt, lowest, out, to,
                    width);
            rows.addDifference(
                    tile,
                    packed,
                    packedAt,
                    steps - first,
                    steps,
                    columns,
                    after,
                    middle,
                    width,
                    work,
                    workAt,
                    lowest,
                    out,
                    partner,
                    width);
        }
    }
}
