package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** Sums of the weighted squares and sizes of the differences between two matrices; a column has one weight. */
public final class ErrorSums implements BlockTask {
    /** For a row and a block of columns: a sum of squares, one of sizes, and vectors to add them up in. */
    private static final int OWN = 2 * Lanes.roundUp(Lanes.COUNT, Lanes.LINE);

    private static final int BLOCK = 4096;

    private final int rows;
    private final int columns;
    private final int blocks;
    private final Operands operands;
    private final Span squares;
    private final Span sizes;
    private final Span scratch;
    private final Workers workers;

    /**
     * What is summed.
     *
     * @param forecast {@code [rows, columns]}
     * @param target {@code [rows, columns]}
     * @param weights {@code [columns]}
     */
    public record Operands(Span forecast, Span target, Span weights) {}

    /**
     * Binds the sums to their memory.
     *
     * @param squares receives {@code Σ w·d²}
     * @param sizes receives {@code Σ w·|d|}
     * @param scratch {@link #scratch} floats
     */
    public ErrorSums(
            int rows, int columns, Operands operands, Span squares, Span sizes, Span scratch, Workers workers) {
        this.rows = rows;
        this.columns = columns;
        this.operands = operands;
        this.squares = squares;
        this.sizes = sizes;
        this.scratch = scratch;
        this.workers = workers;
        blocks = blocks(columns);
    }

    private static int blocks(int columns) {
        return (columns + BLOCK - 1) / BLOCK;
    }

    /** Returns how many floats of scratch the sums take. */
    public static int scratch(int rows, int columns) {
        return rows * blocks(columns) * OWN;
    }

    /** Adds up. */
    public void run() {
        workers.run(rows * blocks, (long) rows * columns, this);
        squares.array()[squares.at()] = joined(0);
        sizes.array()[sizes.at()] = joined(OWN / 2);
    }

    private float joined(int at) {
        float sum = 0;
        for (int task = 0; task < rows * blocks; task++) {
            sum += scratch.array()[scratch.at() + task * OWN + at];
        }
        return sum;
    }

    @Override
    public void run(int task, int worker) {
        int first = task % blocks * BLOCK;
        int count = Math.min(BLOCK, columns - first);
        int whole = count - count % Lanes.COUNT;
        int at = task / blocks * columns + first;
        float[] x = operands.forecast().array();
        float[] y = operands.target().array();
        float[] w = operands.weights().array();
        int xAt = operands.forecast().at() + at;
        int yAt = operands.target().at() + at;
        int wAt = operands.weights().at() + first;
        float[] sums = scratch.array();
        int ofSquares = scratch.at() + task * OWN;
        int ofSizes = ofSquares + OWN / 2;
        add(x, xAt, y, yAt, w, wAt, whole, sums, ofSquares, ofSizes);
        float squared = joinLanes(sums, ofSquares);
        float size = joinLanes(sums, ofSizes);
        for (int i = whole; i < count; i++) {
            float difference = x[xAt + i] - y[yAt + i];
            squared += w[wAt + i] * difference * difference;
            size += w[wAt + i] * Math.abs(difference);
        }
        sums[ofSquares] = squared;
        sums[ofSizes] = size;
    }

    private static float joinLanes(float[] lanes, int at) {
        for (int half = Lanes.COUNT / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[at + lane] += lanes[at + lane + half];
            }
        }
        return lanes[at];
    }

    private static void add(
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            float[] w,
            int wAt,
            int count,
            float[] sums,
            int ofSquares,
            int ofSizes) {
        FloatVector squares = FloatVector.zero(Lanes.FLOATS);
        FloatVector sizes = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector difference = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i)
                    .sub(FloatVector.fromArray(Lanes.FLOATS, y, yAt + i));
            FloatVector size = difference.max(difference.neg());
            FloatVector weighted = size.mul(FloatVector.fromArray(Lanes.FLOATS, w, wAt + i));
            squares = weighted.fma(size, squares);
            sizes = sizes.add(weighted);
        }
        squares.intoArray(sums, ofSquares);
        sizes.intoArray(sums, ofSizes);
    }
}
