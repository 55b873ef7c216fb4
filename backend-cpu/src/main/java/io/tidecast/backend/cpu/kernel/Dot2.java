package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** The products of two rows with four others, each summed lane by lane in registers. */
final class Dot2 {
    private Dot2() {}

    /**
     * Writes 8 vectors: of row r and other row s the sum of their products, lane by lane, {@code 4r + s} vectors on.
     *
     * @param panels how many panels of columns there are; of each, four rows of either operand lie together
     * @param stride distance from one panel's rows to the next one's, in either operand
     */
    static void multiply(int panels, int stride, float[] a, int aAt, float[] b, int bAt, float[] lanes, int lanesAt) {
        FloatVector s00 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s01 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s02 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s03 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s10 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s11 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s12 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s13 = FloatVector.zero(Lanes.FLOATS);
        for (int half = 0; half < Lanes.PANEL; half += Lanes.COUNT) {
            int left = aAt + half;
            int right = bAt + half;
            for (int panel = 0; panel < panels; panel++) {
                int step = panel * stride;
                FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, b, right + step);
                FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, b, right + step + Lanes.PANEL);
                FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, b, right + step + 2 * Lanes.PANEL);
                FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, b, right + step + 3 * Lanes.PANEL);
                FloatVector x;
                x = FloatVector.fromArray(Lanes.FLOATS, a, left + step);
                s00 = x.fma(b0, s00);
                s01 = x.fma(b1, s01);
                s02 = x.fma(b2, s02);
                s03 = x.fma(b3, s03);
                x = FloatVector.fromArray(Lanes.FLOATS, a, left + step + Lanes.PANEL);
                s10 = x.fma(b0, s10);
                s11 = x.fma(b1, s11);
                s12 = x.fma(b2, s12);
                s13 = x.fma(b3, s13);
            }
        }
        s00.intoArray(lanes, lanesAt);
        s01.intoArray(lanes, lanesAt + Lanes.COUNT);
        s02.intoArray(lanes, lanesAt + 2 * Lanes.COUNT);
        s03.intoArray(lanes, lanesAt + 3 * Lanes.COUNT);
        s10.intoArray(lanes, lanesAt + 4 * Lanes.COUNT);
        s11.intoArray(lanes, lanesAt + 5 * Lanes.COUNT);
        s12.intoArray(lanes, lanesAt + 6 * Lanes.COUNT);
        s13.intoArray(lanes, lanesAt + 7 * Lanes.COUNT);
    }
}
