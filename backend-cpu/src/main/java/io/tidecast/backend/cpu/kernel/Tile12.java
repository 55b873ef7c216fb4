package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The product of a packed panel of 12 rows and two vectors of columns, held in registers. */
final class Tile12 {
    private Tile12() {}

    /**
     * Writes 12 rows of two vectors: {@code c[r][·] = max(lowest, start[r] + Σ_k a[k][r] · b[k][·])}, with k running over
     * {@code sections} sections of {@code depth} steps.
     *
     * @param sectionStride distance between the sections of b
     * @param rowStride distance between the rows of a section of b
     * @param start first value of each row's sum, 12 of them
     * @param lowest what smaller results are raised to; −∞ changes nothing
     * @param stride distance between the rows of c
     */
    static void multiply(
            int sections,
            int depth,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int sectionStride,
            int rowStride,
            float[] start,
            int startAt,
            float lowest,
            float[] c,
            int cAt,
            int stride) {
        FloatVector l0 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 0]);
        FloatVector l1 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 1]);
        FloatVector l2 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 2]);
        FloatVector l3 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 3]);
        FloatVector l4 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 4]);
        FloatVector l5 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 5]);
        FloatVector l6 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 6]);
        FloatVector l7 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 7]);
        FloatVector l8 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 8]);
        FloatVector l9 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 9]);
        FloatVector l10 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 10]);
        FloatVector l11 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 11]);
        FloatVector h0 = l0;
        FloatVector h1 = l1;
        FloatVector h2 = l2;
        FloatVector h3 = l3;
        FloatVector h4 = l4;
        FloatVector h5 = l5;
        FloatVector h6 = l6;
        FloatVector h7 = l7;
        FloatVector h8 = l8;
        FloatVector h9 = l9;
        FloatVector h10 = l10;
        FloatVector h11 = l11;
        for (int section = 0; section < sections; section++) {
            int left = aAt + section * depth * 12;
            int right = bAt + section * sectionStride;
            for (int k = 0; k < depth; k++) {
                FloatVector low = FloatVector.fromArray(Lanes.FLOATS, b, right + k * rowStride);
                FloatVector high = FloatVector.fromArray(Lanes.FLOATS, b, right + k * rowStride + Lanes.COUNT);
                FloatVector x;
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12]);
                l0 = x.fma(low, l0);
                h0 = x.fma(high, h0);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 1]);
                l1 = x.fma(low, l1);
                h1 = x.fma(high, h1);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 2]);
                l2 = x.fma(low, l2);
                h2 = x.fma(high, h2);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 3]);
                l3 = x.fma(low, l3);
                h3 = x.fma(high, h3);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 4]);
                l4 = x.fma(low, l4);
                h4 = x.fma(high, h4);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 5]);
                l5 = x.fma(low, l5);
                h5 = x.fma(high, h5);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 6]);
                l6 = x.fma(low, l6);
                h6 = x.fma(high, h6);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 7]);
                l7 = x.fma(low, l7);
                h7 = x.fma(high, h7);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 8]);
                l8 = x.fma(low, l8);
                h8 = x.fma(high, h8);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 9]);
                l9 = x.fma(low, l9);
                h9 = x.fma(high, h9);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 10]);
                l10 = x.fma(low, l10);
                h10 = x.fma(high, h10);
                x = FloatVector.broadcast(Lanes.FLOATS, a[left + k * 12 + 11]);
                l11 = x.fma(low, l11);
                h11 = x.fma(high, h11);
            }
        }
        l0.blend(lowest, l0.compare(VectorOperators.LE, lowest)).intoArray(c, cAt);
        h0.blend(lowest, h0.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + Lanes.COUNT);
        l1.blend(lowest, l1.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + stride);
        h1.blend(lowest, h1.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + stride + Lanes.COUNT);
        l2.blend(lowest, l2.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 2 * stride);
        h2.blend(lowest, h2.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 2 * stride + Lanes.COUNT);
        l3.blend(lowest, l3.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 3 * stride);
        h3.blend(lowest, h3.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 3 * stride + Lanes.COUNT);
        l4.blend(lowest, l4.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 4 * stride);
        h4.blend(lowest, h4.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 4 * stride + Lanes.COUNT);
        l5.blend(lowest, l5.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 5 * stride);
        h5.blend(lowest, h5.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 5 * stride + Lanes.COUNT);
        l6.blend(lowest, l6.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 6 * stride);
        h6.blend(lowest, h6.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 6 * stride + Lanes.COUNT);
        l7.blend(lowest, l7.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 7 * stride);
        h7.blend(lowest, h7.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 7 * stride + Lanes.COUNT);
        l8.blend(lowest, l8.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 8 * stride);
        h8.blend(lowest, h8.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 8 * stride + Lanes.COUNT);
        l9.blend(lowest, l9.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 9 * stride);
        h9.blend(lowest, h9.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 9 * stride + Lanes.COUNT);
        l10.blend(lowest, l10.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 10 * stride);
        h10.blend(lowest, h10.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 10 * stride + Lanes.COUNT);
        l11.blend(lowest, l11.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 11 * stride);
        h11.blend(lowest, h11.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 11 * stride + Lanes.COUNT);
    }

    /**
     * Writes 12 rows of two vectors that add to others:
     * {@code c[r][·] = max(lowest, start[r][·] + Σ_k a[k][r] · (b[k][·] − minus[k][·]))}.
     *
     * @param depth length of the sum
     * @param minusAt where the first row to be taken away lies, in b
     * @param rowStride distance between the rows of b, and between those that are taken away
     * @param start 12 rows of {@link Lanes#PANEL} floats
     * @param lowest what smaller results are raised to; −∞ changes nothing
     * @param stride distance between the rows of c
     */
    static void addDifference(
            int depth,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int minusAt,
            int rowStride,
            float[] start,
            int startAt,
            float lowest,
            float[] c,
            int cAt,
            int stride) {
        FloatVector l0 = FloatVector.fromArray(Lanes.FLOATS, start, startAt);
        FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + Lanes.COUNT);
        FloatVector l1 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + Lanes.PANEL);
        FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + Lanes.PANEL + Lanes.COUNT);
        FloatVector l2 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 2 * Lanes.PANEL);
        FloatVector h2 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 2 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l3 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 3 * Lanes.PANEL);
        FloatVector h3 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 3 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l4 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 4 * Lanes.PANEL);
        FloatVector h4 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 4 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l5 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 5 * Lanes.PANEL);
        FloatVector h5 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 5 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l6 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 6 * Lanes.PANEL);
        FloatVector h6 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 6 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l7 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 7 * Lanes.PANEL);
        FloatVector h7 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 7 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l8 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 8 * Lanes.PANEL);
        FloatVector h8 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 8 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l9 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 9 * Lanes.PANEL);
        FloatVector h9 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 9 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l10 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 10 * Lanes.PANEL);
        FloatVector h10 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 10 * Lanes.PANEL + Lanes.COUNT);
        FloatVector l11 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 11 * Lanes.PANEL);
        FloatVector h11 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 11 * Lanes.PANEL + Lanes.COUNT);
        for (int k = 0; k < depth; k++) {
            FloatVector low = FloatVector.fromArray(Lanes.FLOATS, b, bAt + k * rowStride);
            FloatVector high = FloatVector.fromArray(Lanes.FLOATS, b, bAt + k * rowStride + Lanes.COUNT);
            low = low.sub(FloatVector.fromArray(Lanes.FLOATS, b, minusAt + k * rowStride));
            high = high.sub(FloatVector.fromArray(Lanes.FLOATS, b, minusAt + k * rowStride + Lanes.COUNT));
            FloatVector x;
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12]);
            l0 = x.fma(low, l0);
            h0 = x.fma(high, h0);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 1]);
            l1 = x.fma(low, l1);
            h1 = x.fma(high, h1);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 2]);
            l2 = x.fma(low, l2);
            h2 = x.fma(high, h2);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 3]);
            l3 = x.fma(low, l3);
            h3 = x.fma(high, h3);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 4]);
            l4 = x.fma(low, l4);
            h4 = x.fma(high, h4);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 5]);
            l5 = x.fma(low, l5);
            h5 = x.fma(high, h5);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 6]);
            l6 = x.fma(low, l6);
            h6 = x.fma(high, h6);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 7]);
            l7 = x.fma(low, l7);
            h7 = x.fma(high, h7);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 8]);
            l8 = x.fma(low, l8);
            h8 = x.fma(high, h8);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 9]);
            l9 = x.fma(low, l9);
            h9 = x.fma(high, h9);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 10]);
            l10 = x.fma(low, l10);
            h10 = x.fma(high, h10);
            x = FloatVector.broadcast(Lanes.FLOATS, a[aAt + k * 12 + 11]);
            l11 = x.fma(low, l11);
            h11 = x.fma(high, h11);
        }
        l0.blend(lowest, l0.compare(VectorOperators.LE, lowest)).intoArray(c, cAt);
        h0.blend(lowest, h0.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + Lanes.COUNT);
        l1.blend(lowest, l1.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + stride);
        h1.blend(lowest, h1.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + stride + Lanes.COUNT);
        l2.blend(lowest, l2.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 2 * stride);
        h2.blend(lowest, h2.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 2 * stride + Lanes.COUNT);
        l3.blend(lowest, l3.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 3 * stride);
        h3.blend(lowest, h3.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 3 * stride + Lanes.COUNT);
        l4.blend(lowest, l4.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 4 * stride);
        h4.blend(lowest, h4.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 4 * stride + Lanes.COUNT);
        l5.blend(lowest, l5.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 5 * stride);
        h5.blend(lowest, h5.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 5 * stride + Lanes.COUNT);
        l6.blend(lowest, l6.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 6 * stride);
        h6.blend(lowest, h6.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 6 * stride + Lanes.COUNT);
        l7.blend(lowest, l7.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 7 * stride);
        h7.blend(lowest, h7.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 7 * stride + Lanes.COUNT);
        l8.blend(lowest, l8.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 8 * stride);
        h8.blend(lowest, h8.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 8 * stride + Lanes.COUNT);
        l9.blend(lowest, l9.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 9 * stride);
        h9.blend(lowest, h9.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 9 * stride + Lanes.COUNT);
        l10.blend(lowest, l10.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 10 * stride);
        h10.blend(lowest, h10.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 10 * stride + Lanes.COUNT);
        l11.blend(lowest, l11.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 11 * stride);
        h11.blend(lowest, h11.compare(VectorOperators.LE, lowest)).intoArray(c, cAt + 11 * stride + Lanes.COUNT);
    }
}
