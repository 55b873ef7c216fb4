package io.tidecast.backend.cpu.kernel;

/** Some columns of a matrix, copied to where its rows lie one after the other. */
final class CopiedRows implements BlockTask {
    private final ColumnSource source;
    private final int count;
    private final int stride;
    private final Span memory;
    private final ShiftedRows rows;
    private int begin;
    private int end;

    /**
     * Binds the copy to its memory.
     *
     * @param count how many rows there are
     * @param columns how many columns the matrix has
     * @param most how many of them are there at once, at most
     * @param memory {@link #scratch} floats
     */
    CopiedRows(ColumnSource source, int count, int columns, int most, Span memory) {
        this.source = source;
        this.count = count;
        this.memory = memory;
        stride = stride(most);
        rows = ShiftedRows.plain(memory, count, columns, stride);
    }

    private static int stride(int most) {
        return Lanes.roundUp(most, Lanes.LINE) + Lanes.LINE;
    }

    /** Returns how many floats of memory the copy takes. */
    static int scratch(int count, int most) {
        return count * stride(most);
    }

    /** Returns the matrix, of which the chosen columns are there. */
    ShiftedRows rows() {
        return rows;
    }

    int count() {
        return count;
    }

    /** Chooses the columns that are copied next. */
    void begin(int from, int to) {
        begin = from;
        end = to;
        rows.moveTo(memory.at() - from);
    }

    /** Copies one row. */
    @Override
    public void run(int row, int worker) {
        source.copyRow(row, begin, end - begin, memory.array(), memory.at() + row * stride);
    }
}
