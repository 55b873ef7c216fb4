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
    private final Span slopes;
    private final @Nullable Span next;
    private final Span dx;
    private final RowPanels rows;
    private final float[] scratch;
    private final int weights;
    private final int zeros;
    private final int own;
    private final Workers workers;

    /**
     * Binds the pass to its memory.
     *
     * @param slopes the gradient by the sums, in rows of {@link GatedForm#slopeStride} floats
     * @param next the gradient by x', or null without a residual
     */
    GatedInputPass(
            GatedForm form, Span kernel, Span slopes, @Nullable Span next, Span dx, Span scratch, Workers workers) {
        this.form = form;
        this.kernel = kernel;
        this.slopes = slopes;
        this.next = next;
        this.dx = dx;
        this.workers = workers;
        this.scratch = scratch.array();
        rows = rows(form);
        weights = scratch.at();
        zeros = weights + Lanes.roundUp(rows.size(), Lanes.LINE);
        own = zeros + Lanes.roundUp(rows.paddedRows(), Lanes.LINE);
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

    /** Returns how many floats of scratch the pass takes. */
    static int scratch(GatedForm form, Workers workers) {
        RowPanels rows = rows(form);
        return Lanes.roundUp(rows.size(), Lanes.LINE)
                + Lanes.roundUp(rows.paddedRows(), Lanes.LINE)
                + workers.count() * ownSize(rows);
    }

    void run() {
        int filters = form.filters();
        for (int tap = 0; tap < form.taps(); tap++) {
            int from = kernel.at() + tap * form.channels() * filters;
            rows.pack(kernel.array(), from, filters, 1, scratch, weights, tap * filters, filters);
        }
        Arrays.fill(scratch, zeros, zeros + rows.paddedRows(), 0f);
        workers.run(form.blocks(), (long) rows.size() * form.columns(), this);
    }

    @Override
    public void run(int block, int worker) {
        int column = block * GatedForm.BLOCK;
        int columns = Math.min(GatedForm.BLOCK, form.columns() - column);
        int panels = own + worker * ownSize(rows);
        int sums = panels + GatedForm.PANELS * slopePanel();
        int residual = sums + resultPanel(rows);
        for (int tap = 0; tap < form.taps(); tap++) {
            int to = panels + tap * form.filters() * Lanes.PANEL;
            read(slopes, form.slopeStride(), form.filters(), column + form.reach(tap), columns, to, slopePanel());
        }
        if (next != null) {
            read(next, form.columns(), form.channels(), column, columns, residual, resultPanel(rows));
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
        PanelBlocks.write(
                scratch,
                residual,
                resultPanel(rows),
                form.channels(),
                column,
                columns,
                dx.array(),
                dx.at(),
                form.columns());
    }

    private void read(Span source, int stride, int count, int column, int columns, int to, int panelStride) {
        int length = form.columns();
        PanelBlocks.read(source.array(), source.at(), length, stride, count, column, columns, scratch, to, panelStride);
    }
}
