package io.tidecast.backend.cpu.kernel;

/** Brings columns of a sequence that lies in rows into panels. */
final class PanelReading implements BlockTask {
    private final Rows rows;
    private final PanelStore store;
    private final int columns;
    private final Workers workers;
    private int first;
    private int end;

    /** Names a sequence of so many columns, and a ring for some of its panels. */
    PanelReading(Span sequence, int columns, PanelStore store, Workers workers) {
        rows = Rows.whole(sequence, columns);
        this.store = store;
        this.columns = columns;
        this.workers = workers;
    }

    /** Reads the panels from one to before another, as far as there are such. */
    void read(int from, int to) {
        first = Math.max(0, from);
        end = Math.min(Lanes.panels(columns), to);
        int blocks = (end - first + Chunks.BLOCK_PANELS - 1) / Chunks.BLOCK_PANELS;
        workers.run(Math.max(0, blocks), (long) store.rows() * Chunks.BLOCK * Math.max(0, blocks), this);
    }

    @Override
    public void run(int block, int worker) {
        int last = Math.min(end, first + (block + 1) * Chunks.BLOCK_PANELS);
        int panel = first + block * Chunks.BLOCK_PANELS;
        while (panel < last) {
            int run = store.run(panel, last - panel);
            int column = panel * Lanes.PANEL;
            int count = Math.min(run * Lanes.PANEL, columns - column);
            rows.read(store.rows(), column, count, store.array(panel), store.place(panel), store.stride());
            panel += run;
        }
    }
}
