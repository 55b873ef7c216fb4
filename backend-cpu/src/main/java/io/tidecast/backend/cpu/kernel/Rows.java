package io.tidecast.backend.cpu.kernel;

/** A matrix in rows, of which blocks of columns are copied into panels and out of them. */
final class Rows {
    private final float[] array;
    private final int at;
    private final int length;

    private Rows(Span span, int length) {
        array = span.array();
        at = span.at();
        this.length = length;
    }

    /** Names a matrix with rows of so many columns that lie one after the other. */
    static Rows whole(Span span, int columns) {
        return new Rows(span, columns);
    }

    /** Copies a block of the first rows into panels; columns outside the matrix are zeros. */
    void read(int rows, int column, int columns, float[] panels, int panelsAt, int panelStride) {
        PanelBlocks.read(array, at, length, length, rows, column, columns, panels, panelsAt, panelStride);
    }

    /** Copies a block out of panels into the first rows. */
    void write(float[] panels, int panelsAt, int panelStride, int rows, int column, int columns) {
        PanelBlocks.write(panels, panelsAt, panelStride, rows, column, columns, array, at, length);
    }
}
