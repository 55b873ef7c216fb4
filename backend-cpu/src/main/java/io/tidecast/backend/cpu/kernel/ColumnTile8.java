package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** Adds to eight rows of two vectors the products of eight rows of panels with the transposed panels of others. */
final class ColumnTile8 {
    private ColumnTile8() {}

    /**
     * Adds to 8 rows of a panel: {@code c[r][·] += Σ_k a[r][k] · b[k][·]}, the sum over the columns k of some panels.
     *
     * @param panels how many panels there are
     * @param columns how many columns of each panel are meant
     * @param a rows of {@link Lanes#PANEL} floats, {@code stride} floats from panel to panel
     * @param b a row of {@link Lanes#PANEL} floats for each column
     * @param c 8 rows of {@link Lanes#PANEL} floats
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
        FloatVector l4 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 4 * Lanes.PANEL);
        FloatVector h4 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 4 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l5 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 5 * Lanes.PANEL);
        FloatVector h5 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 5 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l6 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 6 * Lanes.PANEL);
        FloatVector h6 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 6 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l7 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 7 * Lanes.PANEL);
        FloatVector h7 = FloatVector.fromArray(Lanes.FLOATS, c, cAt + 7 * Lanes.PANEL + Lanes.COUNT);
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
                x = FloatVector.broadcast(Lanes.FLOATS, a[from + k + 4 * Lanes.PANEL]);
                l4 = x.fma(low, l4);
                h4 = x.fma(high, h4);
                x = FloatVector.broadcast(Lanes.FLOATS, a[from + k + 5 * Lanes.PANEL]);
                l5 = x.fma(low, l5);
                h5 = x.fma(high, h5);
                x = FloatVector.broadcast(Lanes.FLOATS, a[from + k + 6 * Lanes.PANEL]);
                l6 = x.fma(low, l6);
                h6 = x.fma(high, h6);
                x = FloatVector.broadcast(Lanes.FLOATS, a[from + k + 7 * Lanes.PANEL]);
                l7 = x.fma(low, l7);
                h7 = x.fma(high, h7);
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
        l4.intoArray(c, cAt + 4 * Lanes.PANEL);
        h4.intoArray(c, cAt + 4 * Lanes.PANEL + Lanes.COUNT);
        l5.intoArray(c, cAt + 5 * Lanes.PANEL);
        h5.intoArray(c, cAt + 5 * Lanes.PANEL + Lanes.COUNT);
        l6.intoArray(c, cAt + 6 * Lanes.PANEL);
        h6.intoArray(c, cAt + 6 * Lanes.PANEL + Lanes.COUNT);
        l7.intoArray(c, cAt + 7 * Lanes.PANEL);
        h7.intoArray(c, cAt + 7 * Lanes.PANEL + Lanes.COUNT);
    }
}
