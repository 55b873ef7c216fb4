package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The product of one column and a matrix that is read as it lies, row by row: {@code y[f] = start[f] + Σ_c x[c] · w[c][f]},
 * the lanes of a vector being neighbouring filters.
 */
final class OneColumn {
    private OneColumn() {}

    /** Multiplies with all filters, of which there are at least as many as a vector has lanes. */
    static void multiply(
            int filters,
            int depth,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            float[] y,
            int yAt) {
        int f = 0;
        for (; f + 8 * Lanes.COUNT <= filters; f += 8 * Lanes.COUNT) {
            eight(filters, depth, x, xAt, w, wAt + f, start, startAt + f, y, yAt + f);
        }
        for (; f + 4 * Lanes.COUNT <= filters; f += 4 * Lanes.COUNT) {
            four(filters, depth, x, xAt, w, wAt + f, start, startAt + f, y, yAt + f);
        }
        while (f < filters) {
            // what is left over is taken together with some of what came before
            int left = filters - f;
            if (left > Lanes.COUNT) {
                int second = Math.min(Lanes.COUNT, left - Lanes.COUNT);
                two(filters, depth, x, xAt, w, wAt + f, start, startAt + f, y, yAt + f, second);
                f += Lanes.COUNT + second;
            } else {
                int last = filters - Lanes.COUNT;
                one(filters, depth, x, xAt, w, wAt + last, start, startAt + last, y, yAt + last);
                f = filters;
            }
        }
    }

    /** Multiplies with eight vectors of filters. */
    static void eight(
            int filters,
            int depth,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            float[] y,
            int yAt) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, start, startAt);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + Lanes.COUNT);
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 2 * Lanes.COUNT);
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 3 * Lanes.COUNT);
        FloatVector s4 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 4 * Lanes.COUNT);
        FloatVector s5 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 5 * Lanes.COUNT);
        FloatVector s6 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 6 * Lanes.COUNT);
        FloatVector s7 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 7 * Lanes.COUNT);
        int place = wAt;
        for (int c = 0; c < depth; c++) {
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, x[xAt + c]);
            s0 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place), s0);
            s1 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + Lanes.COUNT), s1);
            s2 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + 2 * Lanes.COUNT), s2);
            s3 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + 3 * Lanes.COUNT), s3);
            s4 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + 4 * Lanes.COUNT), s4);
            s5 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + 5 * Lanes.COUNT), s5);
            s6 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + 6 * Lanes.COUNT), s6);
            s7 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + 7 * Lanes.COUNT), s7);
            place += filters;
        }
        s0.intoArray(y, yAt);
        s1.intoArray(y, yAt + Lanes.COUNT);
        s2.intoArray(y, yAt + 2 * Lanes.COUNT);
        s3.intoArray(y, yAt + 3 * Lanes.COUNT);
        s4.intoArray(y, yAt + 4 * Lanes.COUNT);
        s5.intoArray(y, yAt + 5 * Lanes.COUNT);
        s6.intoArray(y, yAt + 6 * Lanes.COUNT);
        s7.intoArray(y, yAt + 7 * Lanes.COUNT);
    }

    /** Multiplies with four vectors of filters. */
    static void four(
            int filters,
            int depth,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            float[] y,
            int yAt) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, start, startAt);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + Lanes.COUNT);
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 2 * Lanes.COUNT);
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + 3 * Lanes.COUNT);
        int place = wAt;
        for (int c = 0; c < depth; c++) {
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, x[xAt + c]);
            s0 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place), s0);
            s1 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + Lanes.COUNT), s1);
            s2 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + 2 * Lanes.COUNT), s2);
            s3 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + 3 * Lanes.COUNT), s3);
            place += filters;
        }
        s0.intoArray(y, yAt);
        s1.intoArray(y, yAt + Lanes.COUNT);
        s2.intoArray(y, yAt + 2 * Lanes.COUNT);
        s3.intoArray(y, yAt + 3 * Lanes.COUNT);
    }

    /** Multiplies with two vectors of filters, the second of which begins so many filters after the first. */
    static void two(
            int filters,
            int depth,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            float[] y,
            int yAt,
            int second) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, start, startAt);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, start, startAt + second);
        int place = wAt;
        for (int c = 0; c < depth; c++) {
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, x[xAt + c]);
            s0 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place), s0);
            s1 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place + second), s1);
            place += filters;
        }
        s0.intoArray(y, yAt);
        s1.intoArray(y, yAt + second);
    }

    /** Multiplies with one vector of filters. */
    static void one(
            int filters,
            int depth,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            float[] y,
            int yAt) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, start, startAt);
        int place = wAt;
        for (int c = 0; c < depth; c++) {
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, x[xAt + c]);
            s0 = v.fma(FloatVector.fromArray(Lanes.FLOATS, w, place), s0);
            place += filters;
        }
        s0.intoArray(y, yAt);
    }
}
