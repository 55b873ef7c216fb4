package io.tidecast.backend.cpu.kernel;

/** Few columns, the elements of each beside each other, as {@link Rowwise} reads and writes them. */
final class ColumnRows {
    private final int columns;
    private final int length;
    private final int stride;
    private final Span rows;
    private final Span work;
    private final boolean inPlace;

    private ColumnRows(int columns, int length, int stride, Span rows, Span work, boolean inPlace) {
        this.columns = columns;
        this.length = length;
        this.stride = stride;
        this.rows = rows;
        this.work = work;
        this.inPlace = inPlace;
    }

    /** Takes memory of its own, with room for a vector that begins at any element. */
    static ColumnRows own(int columns, int length, Scratch memory) {
        int stride = Lanes.spreadStride(length + Lanes.COUNT);
        Span rows = memory.take(Rowwise.padded(columns) * stride);
        return new ColumnRows(columns, length, stride, rows, memory.take(Transposition.work()), false);
    }

    /**
     * Works where the columns are to lie in the end, one right after the other, if that has room for all that is written.
     *
     * @param padded whether whole vectors are written
     */
    static ColumnRows into(Span target, int columns, int length, boolean padded, Scratch memory) {
        boolean fits = columns == Rowwise.padded(columns) && (!padded || length % Lanes.COUNT == 0);
        return fits ? new ColumnRows(columns, length, length, target, target, true) : own(columns, length, memory);
    }

    float[] array() {
        return rows.array();
    }

    int at() {
        return rows.at();
    }

    int at(int column) {
        return rows.at() + column * stride;
    }

    int stride() {
        return stride;
    }

    /** Returns how many floats there are from the first column to the end of the last. */
    int size() {
        return columns * stride;
    }

    /** Writes all columns one right after the other, if they do not lie there. */
    void finish(Span target) {
        for (int column = 0; column < columns && !inPlace; column++) {
            System.arraycopy(rows.array(), at(column), target.array(), target.at() + column * length, length);
        }
    }

    /**
     * Reads some elements of all columns of a matrix in rows.
     *
     * @param row where the first of them lies, the columns' beside each other
     * @param rowStride distance to the next
     * @param first which elements of the columns they become
     * @param count how many
     */
    void read(float[] matrix, int row, int rowStride, int first, int count) {
        int wholeColumns = columns - columns % Lanes.COUNT;
        int wholeRows = wholeColumns == 0 ? 0 : count - count % Lanes.COUNT;
        for (int i = 0; i < wholeRows; i += Lanes.COUNT) {
            for (int column = 0; column < wholeColumns; column += Lanes.COUNT) {
                int from = row + i * rowStride + column;
                int to = at(column) + first + i;
                Transposition.turnSquare(matrix, from, rowStride, rows.array(), to, stride, work.array(), work.at());
            }
        }
        for (int i = 0; i < count; i++) {
            for (int column = i < wholeRows ? wholeColumns : 0; column < columns; column++) {
                rows.array()[at(column) + first + i] = matrix[row + i * rowStride + column];
            }
        }
    }

    /** Writes all columns as those of a dense matrix in rows. */
    void write(float[] matrix, int matrixAt) {
        int wholeColumns = columns - columns % Lanes.COUNT;
        int wholeRows = wholeColumns == 0 ? 0 : length - length % Lanes.COUNT;
        for (int i = 0; i < wholeRows; i += Lanes.COUNT) {
            for (int column = 0; column < wholeColumns; column += Lanes.COUNT) {
                int to = matrixAt + i * columns + column;
                Transposition.turnSquare(
                        rows.array(), at(column) + i, stride, matrix, to, columns, work.array(), work.at());
            }
        }
        for (int i = 0; i < length; i++) {
            for (int column = i < wholeRows ? wholeColumns : 0; column < columns; column++) {
                matrix[matrixAt + i * columns + column] = rows.array()[at(column) + i];
            }
        }
    }
}
