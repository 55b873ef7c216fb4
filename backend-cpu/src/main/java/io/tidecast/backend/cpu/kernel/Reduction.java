package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Combines the elements {@code [outer, reduced, inner]} along the middle axis, in an order fixed by the extents. */
public final class Reduction implements BlockTask {
    private final boolean sums;
    private final int outer;
    private final int reduced;
    private final int inner;
    private final Span x;
    private final Span y;
    private final Span work;
    private final Workers workers;

    /**
     * Binds a reduction to its memory.
     *
     * @param sums whether elements are added up, else the largest is taken
     * @param y {@code [outer, inner]}
     * @param work {@link #scratch} floats
     */
    public Reduction(boolean sums, int outer, int reduced, int inner, Span x, Span y, Span work, Workers workers) {
        this.sums = sums;
        this.outer = outer;
        this.reduced = reduced;
        this.inner = inner;
        this.x = x;
        this.y = y;
        this.work = work;
        this.workers = workers;
    }

    /** Returns how many floats of scratch a reduction takes. */
    public static int scratch(Workers workers) {
        return workers.count() * Lanes.roundUp(Lanes.COUNT, Lanes.LINE);
    }

    /** Combines. */
    public void run() {
        workers.run(outer, (long) outer * reduced * inner, this);
    }

    @Override
    public void run(int block, int worker) {
        int from = x.at() + block * reduced * inner;
        int to = y.at() + block * inner;
        float start = sums ? 0f : Float.NEGATIVE_INFINITY;
        if (inner == 1) {
            int pad = work.at() + worker * Lanes.roundUp(Lanes.COUNT, Lanes.LINE);
            y.array()[to] = sums
                    ? Sums.sum(x.array(), from, reduced, work.array(), pad)
                    : largest(x.array(), from, reduced, start);
            return;
        }
        Arrays.fill(y.array(), to, to + inner, start);
        for (int row = 0; row < reduced; row++) {
            if (sums) {
                addRow(x.array(), from + row * inner, y.array(), to, inner);
            } else {
                raiseRow(x.array(), from + row * inner, y.array(), to, inner);
            }
        }
    }

    private static float largest(float[] x, int at, int count, float start) {
        float largest = start;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, x[at + i]);
        }
        return largest;
    }

    private static void addRow(float[] x, int xAt, float[] y, int yAt, int count) {
        int i = 0;
        for (; i <= count - Lanes.COUNT; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            FloatVector.fromArray(Lanes.FLOATS, y, yAt + i).add(v).intoArray(y, yAt + i);
        }
        for (; i < count; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }

    private static void raiseRow(float[] x, int xAt, float[] y, int yAt, int count) {
        int i = 0;
        for (; i <= count - Lanes.COUNT; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            FloatVector.fromArray(Lanes.FLOATS, y, yAt + i).max(v).intoArray(y, yAt + i);
        }
        for (; i < count; i++) {
            y[yAt + i] = Math.max(y[yAt + i], x[xAt + i]);
        }
    }
}
