package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * The second pass of a gated layer's gradient: from the gradient by the convolution's sums to that by its input, as one
 * product for all taps, added to the residual's gradient where that lies.
 */
final class GatedInputPass implements BlockTask {
    private final GatedForm form;
    private final PanelStore carried;
    private final RowPanels rows;
    private final TapProduct convolution;
    private final float[] scratch;
    private final int weights;
    private final int zeros;
    private final int working;
    private final int ownSize;
    private final Workers workers;
    private final PanelOrder order;
    private final int distance;

    /**
     * Binds the pass to its memory.
     *
     * @param slopes the gradient by the sums
     * @param carried the gradient by x', which the one by x replaces
     * @param working {@link #working} floats, which passes that run one after the other may share
     */
    GatedInputPass(
            GatedForm form, PanelStore slopes, PanelStore carried, Scratch memory, Span working, Workers workers) {
        this.form = form;
        this.carried = carried;
        this.workers = workers;
        this.working = working.at();
        scratch = working.array();
        rows = rows(form);
        convolution = new TapProduct(rows, slopes, form.taps(), form.step(), memory);
        order = convolution.order();
        distance = form.step() / Lanes.PANEL;
        ownSize = ownSize(form);
        weights = memory.take(rows.size()).at();
        zeros = memory.take(rows.paddedRows()).at();
    }

    private static RowPanels rows(GatedForm form) {
        return new RowPanels(form.channels(), form.taps() * form.filters());
    }

    private static int ownSize(GatedForm form) {
        RowPanels rows = rows(form);
        return TapProduct.work(rows) + 2 * rows.paddedRows() * Lanes.PANEL;
    }

    /** Returns how many floats all workers take. */
    static int working(GatedForm form, Workers workers) {
        return workers.count() * ownSize(form);
    }

    /** Packs the kernel {@code [taps, channels, 2 · gates]}. */
    void prepare(Span kernel) {
        int filters = form.filters();
        for (int tap = 0; tap < form.taps(); tap++) {
            int from = kernel.at() + tap * form.channels() * filters;
            rows.pack(kernel.array(), from, filters, 1, scratch, weights, tap * filters, filters);
        }
        convolution.prepare(scratch, weights);
        Arrays.fill(scratch, zeros, zeros + rows.paddedRows(), 0f);
    }

    /** Leads one chunk back; the chunks after it must have been led to the sums. */
    void run(int chunk) {
        Chunks chunks = form.chunks();
        order.begin(chunks.begin(chunk) / Lanes.PANEL, Lanes.panels(chunks.end(chunk)));
        long work = (long) rows.size() * form.columns();
        workers.run(order.blocks(), chunks.share(chunk, work), this);
    }

    @Override
    public void run(int block, int worker) {
        int work = working + worker * ownSize;
        int sums = work + TapProduct.work(rows);
        int partner = sums + rows.paddedRows() * Lanes.PANEL;
        for (int pair = order.firstPair(block); pair < order.endPair(block); pair++) {
            int panel = order.panel(pair);
            if (order.isPaired(panel)) {
                convolution.multiplyBoth(
                        panel, scratch, weights, scratch, zeros, scratch, work, scratch, sums, partner);
                leadBack(panel, sums);
                leadBack(panel + distance, partner);
            } else {
                convolution.multiply(panel, scratch, weights, scratch, zeros, scratch, work, scratch, sums);
                leadBack(panel, sums);
            }
        }
    }

    private void leadBack(int panel, int sums) {
        int to = carried.place(panel);
        int size = form.channels() * Lanes.PANEL;
        if (form.residual()) {
            Arithmetic.add(scratch, to, scratch, sums, scratch, to, size);
        } else {
            System.arraycopy(scratch, sums, scratch, to, size);
        }
    }
}
