package io.tidecast.backend.cpu.kernel;

/**
 * The columns of a matrix that were written last, from the end towards the beginning: as many as a chunk and what it
 * reaches back to. The ring's first block stands once more behind its last, so that every block lies in one piece.
 */
final class RowRing {
    private final float[] array;
    private final int at;
    private final int columns;
    private final int period;

    /**
     * Makes a ring.
     *
     * @param columns how many columns the matrix has
     * @param reach how far beyond its own chunk's columns a reader may look
     * @param span {@link #size} floats
     */
    RowRing(int columns, int reach, Span span) {
        this.columns = columns;
        period = period(columns, reach);
        array = span.array();
        at = span.at();
    }

    private static int period(int columns, int reach) {
        int wanted = (int) Math.min((long) Chunks.CHUNK + reach, columns);
        return Lanes.roundUp(wanted, Chunks.BLOCK);
    }

    private static int stride(int period) {
        return period + Chunks.BLOCK + Lanes.LINE;
    }

    /** Returns how many floats a ring of so many rows takes. */
    static int size(int rows, int columns, int reach) {
        return rows * stride(period(columns, reach));
    }

    /** Copies a block out of panels, from a column that is a multiple of {@link Chunks#BLOCK}. */
    void write(float[] panels, int panelsAt, int panelStride, int rows, int column, int count) {
        int place = column % period;
        PanelBlocks.write(panels, panelsAt, panelStride, rows, place, count, array, at, stride(period));
        if (place == 0) {
            PanelBlocks.write(panels, panelsAt, panelStride, rows, period, count, array, at, stride(period));
        }
    }

    /** Copies any block of at most {@link Chunks#BLOCK} columns into panels; columns after the last are zeros. */
    void read(int rows, int column, int count, float[] panels, int panelsAt, int panelStride) {
        int place = column % period;
        int end = place + Math.clamp(columns - column, 0, count);
        PanelBlocks.read(array, at, end, stride(period), rows, place, count, panels, panelsAt, panelStride);
    }
}
