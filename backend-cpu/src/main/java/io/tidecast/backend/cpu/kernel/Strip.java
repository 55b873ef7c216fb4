package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The product of one row and a matrix, four vectors of its columns at a time. */
final class Strip {
    /** How many columns a strip has. */
    static final int WIDTH = 4 * Lanes.COUNT;

    private Strip() {}

    /** Packs a matrix into strips, one after the other; missing columns are zeros. */
    static void pack(float[] matrix, int at, int rows, int columns, int stride, float[] packed, int packedAt) {
        int to = packedAt;
        for (int first = 0; first < columns; first += WIDTH) {
            int count = Math.min(WIDTH, columns - first);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(matrix, at + row * stride + first, packed, to, count);
                Arrays.fill(packed, to + count, to + WIDTH, 0f);
                to += WIDTH;
            }
        }
    }

    /**
     * Writes one strip: {@code out = start + Σ_k x[k] · strip[k]}, even and odd k summed apart.
     *
     * @param depth length of the row
     */
    static void multiply(
            int depth,
            float[] x,
            int xAt,
            float[] strip,
            int stripAt,
            float[] start,
            int startAt,
            float[] out,
            int outAt) {
        FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, start, startAt);
        FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + Lanes.COUNT);
        FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 2 * Lanes.COUNT);
        FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 3 * Lanes.COUNT);
        FloatVector b0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector b3 = b0;
        int pairs = depth / 2;
        for (int pair = 0; pair < pairs; pair++) {
            int even = stripAt + pair * 2 * WIDTH;
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, x[xAt + 2 * pair]);
            a0 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, even), a0);
            a1 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, even + Lanes.COUNT), a1);
            a2 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, even + 2 * Lanes.COUNT), a2);
            a3 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, even + 3 * Lanes.COUNT), a3);
            int odd = even + WIDTH;
            v = FloatVector.broadcast(Lanes.FLOATS, x[xAt + 2 * pair + 1]);
            b0 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, odd), b0);
            b1 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, odd + Lanes.COUNT), b1);
            b2 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, odd + 2 * Lanes.COUNT), b2);
            b3 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, odd + 3 * Lanes.COUNT), b3);
        }
        if (2 * pairs < depth) {
            int last = stripAt + 2 * pairs * WIDTH;
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, x[xAt + 2 * pairs]);
            a0 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, last), a0);
            a1 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, last + Lanes.COUNT), a1);
            a2 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, last + 2 * Lanes.COUNT), a2);
            a3 = v.fma(FloatVector.fromArray(Lanes.FLOATS, strip, last + 3 * Lanes.COUNT), a3);
        }
        a0.add(b0).intoArray(out, outAt);
        a1.add(b1).intoArray(out, outAt + Lanes.COUNT);
        a2.add(b2).intoArray(out, outAt + 2 * Lanes.COUNT);
        a3.add(b3).intoArray(out, outAt + 3 * Lanes.COUNT);
    }
}
