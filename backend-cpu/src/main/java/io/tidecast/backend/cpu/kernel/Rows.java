package io.tidecast.backend.cpu.kernel;

/** A matrix in rows, or a chunk of its columns that moves along. */
final class Rows {
    private final float[] array;
    private final int at;
    private final int length;
    private final int stride;
    private int first;

    private Rows(Span span, int length, int stride) {
        array = span.array();
        at = span.at();
        this.length = length;
        this.stride = stride;
    }

    /** Names a matrix with rows of so many columns that lie one after the other. */
    static Rows whole(Span span, int columns) {
        return new Rows(span, columns, columns);
    }

    /** Names room for a chunk of a matrix of so many columns; see {@link #chunkSize}. */
    static Rows chunk(Span span, int columns) {
        return new Rows(span, columns, chunkStride(columns));
    }

    /** Not by a power of two do rows lie apart, lest they collide in the cache. */
    private static int chunkStride(int columns) {
        return Math.min(Chunks.CHUNK, Lanes.roundUp(columns, Lanes.LINE)) + Lanes.LINE;
    }

    /** Returns how many floats the chunk of so many rows takes. */
    static int chunkSize(int rows, int columns) {
        return rows * chunkStride(columns);
    }

    /** Returns rows of the same matrix from the {@code rows}-th on. */
    Rows from(int rows) {
        return new Rows(new Span(array, at + rows * stride), length, stride);
    }

    /** Says which column a chunk begins with. */
    void moveTo(int column) {
        first = column;
    }

    /** Copies a block of the first rows into panels; columns outside the matrix are zeros. */
    void read(int rows, int column, int columns, float[] panels, int panelsAt, int panelStride) {
        int base = at - first;
        PanelBlocks.read(array, base, length, stride, rows, column, columns, panels, panelsAt, panelStride);
    }

    /** Copies a block out of panels into the first rows. */
    void write(float[] panels, int panelsAt, int panelStride, int rows, int column, int columns) {
        PanelBlocks.write(panels, panelsAt, panelStride, rows, column, columns, array, at - first, stride);
    }
}
