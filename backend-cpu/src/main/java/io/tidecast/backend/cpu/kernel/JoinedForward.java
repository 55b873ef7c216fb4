package io.tidecast.backend.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A dense layer over several sequences, {@code y = f(Σᵢ Wᵢᵀ·zᵢ + b)}: one product, whose sums run over the channels of all
 * sequences while they are in registers.
 */
public final class JoinedForward implements BlockTask {
    private final JoinedForm form;
    private final Span kernel;
    private final Span bias;
    private final Rows[] sequences;
    private final @Nullable PanelStore panels;
    private final Rows y;
    private final RowPanels rows;
    private final float[] scratch;
    private final int weights;
    private final int start;
    private final int own;
    private final int ownSize;
    private final Workers workers;
    private int begin;

    /**
     * Binds a layer to its memory.
     *
     * @param kernel {@code [joined channels, units]}
     * @param bias {@code [units]}
     * @param sequences each {@code [its channels, columns]}
     * @param y {@code [units, columns]}
     */
    public JoinedForward(
            JoinedForm form, Span kernel, Span bias, Span[] sequences, Span y, Span scratch, Workers workers) {
        this(form, kernel, bias, form.rows(sequences), null, y, scratch, workers);
    }

    /** Binds a layer whose sequences lie in panels, the rows of one under those of the other. */
    JoinedForward(JoinedForm form, Span kernel, Span bias, PanelStore panels, Span y, Span scratch, Workers workers) {
        this(form, kernel, bias, new Rows[0], panels, y, scratch, workers);
    }

    private JoinedForward(
            JoinedForm form,
            Span kernel,
            Span bias,
            Rows[] sequences,
            @Nullable PanelStore panels,
            Span y,
            Span scratch,
            Workers workers) {
        this.form = form;
        this.kernel = kernel;
        this.bias = bias;
        this.sequences = sequences;
        this.panels = panels;
        this.y = Rows.whole(y, form.columns());
        this.workers = workers;
        this.scratch = scratch.array();
        rows = rows(form);
        weights = scratch.at();
        start = weights + Lanes.roundUp(rows.size(), Lanes.LINE);
        own = start + Lanes.roundUp(rows.paddedRows(), Lanes.LINE);
        ownSize = ownSize(form);
    }

    private static RowPanels rows(JoinedForm form) {
        return new RowPanels(form.units(), form.joined());
    }

    private static int ownSize(JoinedForm form) {
        return form.panels() * (form.joined() + rows(form).paddedRows()) * Lanes.PANEL + Lanes.LINE;
    }

    /** Returns how many floats of scratch a layer takes. */
    public static int scratch(JoinedForm form, Workers workers) {
        RowPanels rows = rows(form);
        return Lanes.roundUp(rows.size(), Lanes.LINE)
                + Lanes.roundUp(rows.paddedRows(), Lanes.LINE)
                + workers.count() * ownSize(form);
    }

    /** Computes the layer. */
    public void run() {
        prepare();
        for (int chunk = 0; chunk < form.chunks().count(); chunk++) {
            run(chunk);
        }
    }

    /** Packs the weights. */
    void prepare() {
        rows.pack(kernel.array(), kernel.at(), 1, form.units(), scratch, weights, 0, form.joined());
        rows.packStart(bias.array(), bias.at(), scratch, start);
    }

    /** Computes one chunk. */
    void run(int chunk) {
        Chunks chunks = form.chunks();
        begin = chunks.begin(chunk);
        workers.run(chunks.blocks(chunk, form.block()), chunks.share(chunk, form.work()), this);
    }

    @Override
    public void run(int block, int worker) {
        int column = begin + block * form.block();
        int columns = Math.min(form.block(), form.columns() - column);
        int read = own + worker * ownSize;
        int panelSize = form.joined() * Lanes.PANEL;
        int sums = read + form.panels() * panelSize;
        int sumSize = rows.paddedRows() * Lanes.PANEL;
        if (panels == null) {
            form.read(sequences, column, columns, scratch, read, panelSize);
        }
        for (int panel = 0; panel < Lanes.panels(columns); panel++) {
            int to = sums + panel * sumSize;
            int first = column / Lanes.PANEL;
            float[] from = panels == null ? scratch : panels.array(first + panel);
            int at = panels == null ? read + panel * panelSize : panels.place(first + panel);
            rows.multiplyAll(scratch, weights, from, at, scratch, start, scratch, to);
            form.activation().apply(scratch, to, sumSize, scratch, read);
        }
        y.write(scratch, sums, sumSize, form.units(), column, columns);
    }
}
