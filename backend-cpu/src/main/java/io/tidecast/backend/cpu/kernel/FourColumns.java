package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The product of columns, four at a time, and a matrix that is read as it lies, row by row, the lanes of a vector being
 * neighbouring filters: {@code y[v][f] = start[v][f] + Σ_c x[v][c] · w[c][f]}.
 */
final class FourColumns {
    /** How many columns are taken together. */
    static final int COUNT = 4;

    private FourColumns() {}

    /**
     * Multiplies with all filters, of which there are at least as many as a vector has lanes.
     *
     * @param columnStride distance between the columns of x
     * @param columns how many there are; the last stands for those that lack to a multiple of four, and nobody reads their
     *     sums
     * @param startStride distance between the first values of a column's sums and those of the next; may be 0
     * @param y a row of sums for each column, and for those that lack, each {@code stride} after the one before
     */
    static void multiply(
            int filters,
            int depth,
            float[] x,
            int xAt,
            int columnStride,
            int columns,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] y,
            int yAt,
            int stride) {
        int f = 0;
        for (; f + 4 * Lanes.COUNT <= filters; f += 4 * Lanes.COUNT) {
            // all columns meet some filters before the next, while the weights of those lie near
            for (int column = 0; column < columns; column += COUNT) {
                four(
                        filters,
                        depth,
                        x,
                        xAt + column * columnStride,
                        columnStride,
                        Math.min(COUNT, columns - column),
                        w,
                        wAt + f,
                        start,
                        startAt + column * startStride + f,
                        startStride,
                        y,
                        yAt + column * stride + f,
                        stride);
            }
        }
        int second = Math.min(Lanes.COUNT, filters - Lanes.COUNT);
        for (; f < filters; f += 2 * Lanes.COUNT) {
            // what is left over is taken together with some of what came before
            int first = Math.max(0, Math.min(f, filters - 2 * Lanes.COUNT));
            for (int column = 0; column < columns; column += COUNT) {
                two(
                        filters,
                        depth,
                        x,
                        xAt + column * columnStride,
                        columnStride,
                        Math.min(COUNT, columns - column),
                        w,
                        wAt + first,
                        start,
                        startAt + column * startStride + first,
                        startStride,
                        y,
                        yAt + column * stride + first,
                        stride,
                        second);
            }
        }
    }

    /** Multiplies with four vectors of filters. */
    private static void four(
            int filters,
            int depth,
            float[] x,
            int xAt,
            int columnStride,
            int columns,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] y,
            int yAt,
            int stride) {
        int x0 = xAt;
        int x1 = xAt + Math.min(1, columns - 1) * columnStride;
        int x2 = xAt + Math.min(2, columns - 1) * columnStride;
        int x3 = xAt + (columns - 1) * columnStride;
        int f0 = startAt;
        int f1 = startAt + Math.min(1, columns - 1) * startStride;
        int f2 = startAt + Math.min(2, columns - 1) * startStride;
        int f3 = startAt + (columns - 1) * startStride;
        FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, start, f0);
        FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, start, f1);
        FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, start, f2);
        FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, start, f3);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, start, f0 + Lanes.COUNT);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, start, f1 + Lanes.COUNT);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, start, f2 + Lanes.COUNT);
        FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, start, f3 + Lanes.COUNT);
        FloatVector c0 = FloatVector.fromArray(Lanes.FLOATS, start, f0 + 2 * Lanes.COUNT);
        FloatVector c1 = FloatVector.fromArray(Lanes.FLOATS, start, f1 + 2 * Lanes.COUNT);
        FloatVector c2 = FloatVector.fromArray(Lanes.FLOATS, start, f2 + 2 * Lanes.COUNT);
        FloatVector c3 = FloatVector.fromArray(Lanes.FLOATS, start, f3 + 2 * Lanes.COUNT);
        FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, start, f0 + 3 * Lanes.COUNT);
        FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, start, f1 + 3 * Lanes.COUNT);
        FloatVector d2 = FloatVector.fromArray(Lanes.FLOATS, start, f2 + 3 * Lanes.COUNT);
        FloatVector d3 = FloatVector.fromArray(Lanes.FLOATS, start, f3 + 3 * Lanes.COUNT);
        // counted by place: a loop counted by c is split and unrolled by the compiler, and then slower
        int end = wAt + depth * filters;
        int c = 0;
        for (int place = wAt; place < end; place += filters) {
            FloatVector v0 = FloatVector.broadcast(Lanes.FLOATS, x[x0 + c]);
            FloatVector v1 = FloatVector.broadcast(Lanes.FLOATS, x[x1 + c]);
            FloatVector v2 = FloatVector.broadcast(Lanes.FLOATS, x[x2 + c]);
            FloatVector v3 = FloatVector.broadcast(Lanes.FLOATS, x[x3 + c]);
            FloatVector w0 = FloatVector.fromArray(Lanes.FLOATS, w, place);
            a0 = w0.fma(v0, a0);
            a1 = w0.fma(v1, a1);
            a2 = w0.fma(v2, a2);
            a3 = w0.fma(v3, a3);
            FloatVector w1 = FloatVector.fromArray(Lanes.FLOATS, w, place + Lanes.COUNT);
            b0 = w1.fma(v0, b0);
            b1 = w1.fma(v1, b1);
            b2 = w1.fma(v2, b2);
            b3 = w1.fma(v3, b3);
            FloatVector w2 = FloatVector.fromArray(Lanes.FLOATS, w, place + 2 * Lanes.COUNT);
            c0 = w2.fma(v0, c0);
            c1 = w2.fma(v1, c1);
            c2 = w2.fma(v2, c2);
            c3 = w2.fma(v3, c3);
            FloatVector w3 = FloatVector.fromArray(Lanes.FLOATS, w, place + 3 * Lanes.COUNT);
            d0 = w3.fma(v0, d0);
            d1 = w3.fma(v1, d1);
            d2 = w3.fma(v2, d2);
            d3 = w3.fma(v3, d3);
            c++;
        }
        a0.intoArray(y, yAt);
        b0.intoArray(y, yAt + Lanes.COUNT);
        c0.intoArray(y, yAt + 2 * Lanes.COUNT);
        d0.intoArray(y, yAt + 3 * Lanes.COUNT);
        a1.intoArray(y, yAt + stride);
        b1.intoArray(y, yAt + stride + Lanes.COUNT);
        c1.intoArray(y, yAt + stride + 2 * Lanes.COUNT);
        d1.intoArray(y, yAt + stride + 3 * Lanes.COUNT);
        a2.intoArray(y, yAt + 2 * stride);
        b2.intoArray(y, yAt + 2 * stride + Lanes.COUNT);
        c2.intoArray(y, yAt + 2 * stride + 2 * Lanes.COUNT);
        d2.intoArray(y, yAt + 2 * stride + 3 * Lanes.COUNT);
        a3.intoArray(y, yAt + 3 * stride);
        b3.intoArray(y, yAt + 3 * stride + Lanes.COUNT);
        c3.intoArray(y, yAt + 3 * stride + 2 * Lanes.COUNT);
        d3.intoArray(y, yAt + 3 * stride + 3 * Lanes.COUNT);
    }

    /** Multiplies with two vectors of filters, the second of which begins so many filters after the first. */
    private static void two(
            int filters,
            int depth,
            float[] x,
            int xAt,
            int columnStride,
            int columns,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] y,
            int yAt,
            int stride,
            int second) {
        int x0 = xAt;
        int x1 = xAt + Math.min(1, columns - 1) * columnStride;
        int x2 = xAt + Math.min(2, columns - 1) * columnStride;
        int x3 = xAt + (columns - 1) * columnStride;
        int f0 = startAt;
        int f1 = startAt + Math.min(1, columns - 1) * startStride;
        int f2 = startAt + Math.min(2, columns - 1) * startStride;
        int f3 = startAt + (columns - 1) * startStride;
        FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, start, f0);
        FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, start, f1);
        FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, start, f2);
        FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, start, f3);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, start, f0 + second);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, start, f1 + second);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, start, f2 + second);
        FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, start, f3 + second);
        int place = wAt;
        for (int c = 0; c < depth; c++) {
            FloatVector v0 = FloatVector.broadcast(Lanes.FLOATS, x[x0 + c]);
            FloatVector v1 = FloatVector.broadcast(Lanes.FLOATS, x[x1 + c]);
            FloatVector v2 = FloatVector.broadcast(Lanes.FLOATS, x[x2 + c]);
            FloatVector v3 = FloatVector.broadcast(Lanes.FLOATS, x[x3 + c]);
            FloatVector w0 = FloatVector.fromArray(Lanes.FLOATS, w, place);
            a0 = w0.fma(v0, a0);
            a1 = w0.fma(v1, a1);
            a2 = w0.fma(v2, a2);
            a3 = w0.fma(v3, a3);
            FloatVector w1 = FloatVector.fromArray(Lanes.FLOATS, w, place + second);
            b0 = w1.fma(v0, b0);
            b1 = w1.fma(v1, b1);
            b2 = w1.fma(v2, b2);
            b3 = w1.fma(v3, b3);
            place += filters;
        }
        a0.intoArray(y, yAt);
        b0.intoArray(y, yAt + second);
        a1.intoArray(y, yAt + stride);
        b1.intoArray(y, yAt + stride + second);
        a2.intoArray(y, yAt + 2 * stride);
        b2.intoArray(y, yAt + 2 * stride + second);
        a3.intoArray(y, yAt + 3 * stride);
        b3.intoArray(y, yAt + 3 * stride + second);
    }
}
