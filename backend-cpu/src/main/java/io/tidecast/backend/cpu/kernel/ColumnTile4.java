package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** Adds to four rows of two vectors the products of four rows of panels with the transposed panels of others. */
final class ColumnTile4 {
    private ColumnTile4() {}

    /**
     * Adds to 4 rows of a panel: {@code c[r][·] += Σ_k a[r][k] · b[k][·]}, the sum over the columns k of some panels.
     *
     * @param panels how many panels there are
     * @param columns how many columns of each panel are meant
     * @param a rows of {@link Lanes#PANEL} floats, {@code stride} floats from panel to panel
     * @param b a row of {@link Lanes#PANEL} floats for each column
     * @param c 4 rows of {@link Lanes#PANEL} floats
     */
    static void add(int panels, int columns, float[] a, int aAt, int stride, float[] b, int bAt, float[] c, int cAt) {
        FloatVector l0 = FloatVector.fromArray(Lanes.FLOATS, c, cAt);
        FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + Lanes.COUNT);
        FloatVector l1 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 1 * Lanes.PANEL);
        FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 1 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l2 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 2 * Lanes.PANEL);
        FloatVector h2 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 2 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l3 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 3 * Lanes.PANEL);
        FloatVector h3 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 3 * Lanes.PANEL + Lanes.COUNT);
        for (int panel = 0; panel < panels; panel++) {
            int from = aAt + panel * stride;
            int row = bAt + panel * Lanes.PANEL * Lanes.PANEL;
            for (int k = 0; k < columns; k++) {
                FloatVector low = FloatVector.fromArray(Lanes.FLOATS, b, row + k * Lanes.PANEL);
                FloatVector high = FloatVector.fromArray(Lanes.FLOATS, b, row + k * Lanes.PANEL + Lanes.COUNT);
                FloatVector x;
                x = FloatVector.broadcast(Lanes.FLOATS, a[from + k]);
                l0 = x.fma(low, l0);
                h0 = x.fma(high, h0);
                x = FloatVector.broadcast(Lanes.FLOATS, a[from + k + 1 * Lanes.PANEL]);
                l1 = x.fma(low, l1);
                h1 = x.fma(high, h1);
                x = FloatVector.broadcast(Lanes.FLOATS, a[from + k + 2 * Lanes.PANEL]);
                l2 = x.fma(low, l2);
                h2 = x.fma(high, h2);
                x = FloatVector.broadcast(Lanes.FLOATS, a[from + k + 3 * Lanes.PANEL]);
                l3 = x.fma(low, l3);
                h3 = x.fma(high, h3);
            }
        }
        l0.intoArray(c, cAt);
        h0.intoArray(c, cAt + Lanes.COUNT);
        l1.intoArray(c, cAt + 1 * Lanes.PANEL);
        h1.intoArray(c, cAt + 1 * Lanes.PANEL + Lanes.COUNT);
        l2.intoArray(c, cAt + 2 * Lanes.PANEL);
        h2.intoArray(c, cAt + 2 * Lanes.PANEL + Lanes.COUNT);
        l3.intoArray(c, cAt + 3 * Lanes.PANEL);
        h3.intoArray(c, cAt + 3 * Lanes.PANEL + Lanes.COUNT);
    }
}
