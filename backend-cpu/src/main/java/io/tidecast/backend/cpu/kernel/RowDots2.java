package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** The products of two rows with four others as they lie in memory, each summed lane by lane in registers. */
final class RowDots2 {
    private RowDots2() {}

    /**
     * Writes 8 vectors: of row r and other row s the sum of their products, lane by lane, {@code 4r + s} vectors on.
     *
     * @param count how many columns, a multiple of {@link Lanes#COUNT}
     * @param a0 where the first row begins, and so on
     */
    static void multiply(
            int count,
            float[] a,
            int a0,
            int a1,
            float[] b,
            int b0,
            int b1,
            int b2,
            int b3,
            float[] lanes,
            int lanesAt) {
        FloatVector s00 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s01 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s02 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s03 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s10 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s11 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s12 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s13 = FloatVector.zero(Lanes.FLOATS);
        for (int column = 0; column < count; column += Lanes.COUNT) {
            FloatVector y0 = FloatVector.fromArray(Lanes.FLOATS, b, b0 + column);
            FloatVector y1 = FloatVector.fromArray(Lanes.FLOATS, b, b1 + column);
            FloatVector y2 = FloatVector.fromArray(Lanes.FLOATS, b, b2 + column);
            FloatVector y3 = FloatVector.fromArray(Lanes.FLOATS, b, b3 + column);
            FloatVector x;
            x = FloatVector.fromArray(Lanes.FLOATS, a, a0 + column);
            s00 = x.fma(y0, s00);
            s01 = x.fma(y1, s01);
            s02 = x.fma(y2, s02);
            s03 = x.fma(y3, s03);
            x = FloatVector.fromArray(Lanes.FLOATS, a, a1 + column);
            s10 = x.fma(y0, s10);
            s11 = x.fma(y1, s11);
            s12 = x.fma(y2, s12);
            s13 = x.fma(y3, s13);
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
