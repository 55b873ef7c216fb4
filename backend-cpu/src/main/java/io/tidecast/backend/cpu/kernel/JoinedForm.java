package io.tidecast.backend.cpu.kernel;

/** The extents of a dense layer over several sequences, as if their channels were joined. */
public final class JoinedForm {
    private static final int MOST_PANELS = Chunks.BLOCK / Lanes.PANEL;
    private static final int BLOCK_LIMIT = 1 << 17;

    private final int[] channels;
    private final int joined;
    private final int units;
    private final int columns;
    private final Activation activation;
    private final Chunks chunks;

    /**
     * Makes a form.
     *
     * @param channels of each sequence
     * @param units of the layer
     * @param columns steps times items of the batch
     */
    public JoinedForm(int[] channels, int units, int columns, Activation activation) {
        this.channels = channels.clone();
        this.units = units;
        this.columns = columns;
        this.activation = activation;
        chunks = new Chunks(columns);
        int sum = 0;
        for (int count : channels) {
            sum += count;
        }
        joined = sum;
    }

    int sequences() {
        return channels.length;
    }

    int channels(int sequence) {
        return channels[sequence];
    }

    /** Returns how many channels there are in all. */
    int joined() {
        return joined;
    }

    int units() {
        return units;
    }

    int columns() {
        return columns;
    }

    Activation activation() {
        return activation;
    }

    /** Returns how many panels of columns are worked on at once, so that they stay in the cache. */
    int panels() {
        int fitting = BLOCK_LIMIT / (Math.max(1, joined) * Lanes.PANEL);
        return Integer.highestOneBit(Math.clamp(fitting, 1, MOST_PANELS));
    }

    /** Returns how many columns that is. */
    int block() {
        return panels() * Lanes.PANEL;
    }

    Chunks chunks() {
        return chunks;
    }

    /** Returns how many multiply-adds the layer takes, going forward. */
    long work() {
        return (long) columns * joined * units;
    }

    /** Returns whether there are units enough for vectors of them. */
    public boolean hasVectors() {
        return units >= Lanes.COUNT;
    }

    /** Names sequences that lie wherever they lie. */
    Rows[] rows(Span[] sequences) {
        Rows[] rows = new Rows[sequences.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Rows.whole(sequences[i], columns);
        }
        return rows;
    }

    /** Copies a block of all sequences into panels, one sequence's rows under the other's. */
    void read(Rows[] sequences, int column, int count, float[] panels, int at, int panelStride) {
        int to = at;
        for (int i = 0; i < sequences.length; i++) {
            sequences[i].read(channels[i], column, count, panels, to, panelStride);
            to += channels[i] * Lanes.PANEL;
        }
    }

    /** Copies a block of all sequences out of panels. */
    void write(float[] panels, int at, int panelStride, int column, int count, Rows[] sequences) {
        int from = at;
        for (int i = 0; i < sequences.length; i++) {
            sequences[i].write(panels, from, panelStride, channels[i], column, count);
            from += channels[i] * Lanes.PANEL;
        }
    }
}
