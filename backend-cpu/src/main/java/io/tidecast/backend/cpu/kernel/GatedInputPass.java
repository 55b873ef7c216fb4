package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The second pass of a {@link GatedBackward}: from the gradient by the convolution's sums to that by its input, as one
 * product for all taps, to which the residual's gradient is added while the result lies in the cache.
 */
final class GatedInputPass implements BlockTask {
    private final GatedForm form;
    private final Span kernel;
    private final RowRing slopes;
    private final @Nullable Rows next;
    private final Rows dx;
    private final RowPanels rows;
    private final float[] scratch;
    private final int weights;
    private final int zeros;
    private final int own;
    private final Workers workers;
    private int begin;

    /**
     * Binds the pass to its memory.
     *
     * @param slopes the gradient by the sums
     * @param next the gradient by x', or null without a residual
     * @param prepared {@link #prepared} floats, which keep the weights from {@link #prepare} on
     * @param working {@link #working} floats, which passes that run one after the other may share
     */
    GatedInputPass(
            GatedForm form,
            Span kernel,
            RowRing slopes,
            @Nullable Rows next,
            Rows dx,
            Span prepared,
            Span working,
            Workers workers) {
        this.form = form;
        this.kernel = kernel;
        this.slopes = slopes;
        this.next = next;
        this.dx = dx;
        this.workers = workers;
        scratch = prepared.array();
        rows = rows(form);
        weights = prepared.at();
        zeros = weights + Lanes.roundUp(rows.size(), Lanes.LINE);
        own = working.at();
    }

    private static RowPanels rows(GatedForm form) {
        return new RowPanels(form.channels(), form.taps() * form.filters());
    }

    private int slopePanel() {
        return rows.depth() * Lanes.PANEL;
    }

    private static int resultPanel(RowPanels rows) {
        return rows.paddedRows() * Lanes.PANEL;
    }

    private static int ownSize(RowPanels rows) {
        return (GatedForm.PANELS * (rows.depth() + rows.paddedRows()) + rows.paddedRows()) * Lanes.PANEL;
    }

    /** Returns how many floats the prepared weights take. */
    static int prepared(GatedForm form) {
        RowPanels rows = rows(form);
        return Lanes.roundUp(rows.size(), Lanes.LINE) + Lanes.roundUp(rows.paddedRows(), Lanes.LINE);
    }

    /** Returns how many floats all workers take. */
    static int working(GatedForm form, Workers workers) {
        return workers.count() * ownSize(rows(form));
    }

    /** Packs the weights. */
    void prepare() {
        int filters = form.filters();
        for (int tap = 0; tap < form.taps(); tap++) {
            int from = kernel.at() + tap * form.channels() * filters;
            rows.pack(kernel.array(), from, filters, 1, scratch, weights, tap * filters, filters);
        }
        Arrays.fill(scratch, zeros, zeros + rows.paddedRows(), 0f);
    }

    /** Leads one chunk back; the chunks after it must have been led to the sums. */
    void run(int chunk) {
        Chunks chunks = form.chunks();
        begin = chunks.begin(chunk);
        long work = (long) rows.size() * form.columns();
        workers.run(chunks.blocks(chunk, Chunks.BLOCK), chunks.share(chunk, work), this);
    }

    @Override
    public void run(int block, int worker) {
        int column = begin + block * Chunks.BLOCK;
        int columns = Math.min(Chunks.BLOCK, form.columns() - column);
        int panels = own + worker * ownSize(rows);
        int sums = panels + GatedForm.PANELS * slopePanel();
        int residual = sums + resultPanel(rows);
        for (int tap = 0; tap < form.taps(); tap++) {
            int to = panels + tap * form.filters() * Lanes.PANEL;
            slopes.read(form.filters(), column + form.reach(tap), columns, scratch, to, slopePanel());
        }
        if (next != null) {
            next.read(form.channels(), column, columns, scratch, residual, resultPanel(rows));
        }
        for (int panel = 0; panel < Lanes.panels(columns); panel++) {
            int to = residual + panel * resultPanel(rows);
            int from = panels + panel * slopePanel();
            int target = next == null ? to : sums;
            rows.multiplyAll(scratch, weights, scratch, from, scratch, zeros, scratch, target);
            if (next != null) {
                Arithmetic.add(scratch, to, scratch, sums, scratch, to, form.channels() * Lanes.PANEL);
            }
        }
        dx.write(scratch, residual, resultPanel(rows), form.channels(), column, columns);
    }
}
