package io.tidecast.backend.cpu.kernel;

/**
 * The product of two sections with panels of columns of which one's first section is the other's second, in three
 * quarters of the multiplications: of {@code u = A·a + B·b} and {@code v = A·b + B·c}, the part {@code (A + B)·b} is
 * computed once, and {@code A·(a − b)} and {@code B·(c − b)} are added. This is Winograd's minimal filter of two outputs
 * and two taps; see Winograd, Arithmetic Complexity of Computations, 1980.
 */
final class SharedSections {
    private static final int LEAST_STEPS = 16;

    private final RowPanels rows;
    private final RowPanels sums;
    private final ShiftedRows columns;
    private final float[] scratch;
    private final int sumsAt;

    /**
     * Binds the products to their memory.
     *
     * @param rows the left operand
     * @param columns the right operand, for which {@link #isWorthwhile}
     * @param scratch {@link #scratch} floats
     */
    SharedSections(RowPanels rows, ShiftedRows columns, Span scratch) {
        this.rows = rows;
        this.columns = columns;
        this.scratch = scratch.array();
        sumsAt = scratch.at();
        sums = new RowPanels(rows.rows(), rows.depth() / 2);
    }

    /** Returns whether panels share sections, and so much of them that less multiplying outweighs more adding. */
    static boolean isWorthwhile(ShiftedRows columns) {
        return columns.sections() == 2
                && columns.rows() >= LEAST_STEPS
                && columns.shiftPerSection() % Lanes.PANEL == 0
                && columns.shiftPerSection() != 0;
    }

    /** Returns how many floats of scratch the products take. */
    static int scratch(RowPanels rows) {
        return Lanes.roundUp(rows.paddedRows() * (rows.depth() / 2), Lanes.LINE);
    }

    /** Returns how far apart the columns are that share a section. */
    int distance() {
        return Math.abs(columns.shiftPerSection());
    }

    /** Takes over the packed left operand. */
    void prepare(float[] packed, int packedAt) {
        rows.addHalves(packed, packedAt, scratch, sumsAt);
    }

    /** Returns whether the panels from {@code column} on and {@link #distance} further are there to be multiplied. */
    boolean isThere(int column) {
        int first = first(column);
        int second = second(column);
        return columns.isInside(0, first) && columns.isInside(1, first) && columns.isInside(1, second);
    }

    /** Returns the column of the panel whose second section is shared. */
    int first(int column) {
        return columns.shiftPerSection() > 0 ? column : column + distance();
    }

    /** Returns the column of the panel whose first section is shared. */
    int second(int column) {
        return columns.shiftPerSection() > 0 ? column + distance() : column;
    }

    /** Writes a panel of rows of the shared part, in rows of {@link Lanes#PANEL}. */
    void multiplyShared(int panel, int column, float[] start, int startAt, float[] tile, int tileAt) {
        int shared = columns.place(1, first(column));
        int steps = columns.rows();
        float lowest = Float.NEGATIVE_INFINITY;
        sums.multiply(
                panel,
                scratch,
                sumsAt,
                0,
                1,
                steps,
                columns.array(),
                shared,
                0,
                columns.stride(),
                start,
                startAt,
                lowest,
                tile,
                tileAt,
                Lanes.PANEL);
    }

    /**
     * Writes a panel of rows of one of the two products from the shared part.
     *
     * @param section the section that the product does not share
     */
    void addOther(
            int panel,
            int column,
            int section,
            float[] packed,
            int packedAt,
            float[] tile,
            int tileAt,
            float lowest,
            float[] out,
            int outAt,
            int stride) {
        int steps = columns.rows();
        int shared = columns.place(1, first(column));
        int other = columns.place(section, section == 0 ? first(column) : second(column));
        rows.addDifference(
                panel,
                packed,
                packedAt,
                section * steps,
                steps,
                columns.array(),
                other,
                shared,
                columns.stride(),
                tile,
                tileAt,
                lowest,
                out,
                outAt,
                stride);
    }
}
