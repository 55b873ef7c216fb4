package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** The gradient of the squares' sum of {@link ErrorSums} by the forecast, {@code 2·dy·w·d}. */
public final class ErrorSlopes implements BlockTask {
    private final int rows;
    private final int columns;
    private final ErrorSums.Operands operands;
    private final Span dy;
    private final Span result;
    private final Workers workers;

    /**
     * Binds the gradient to its memory.
     *
     * @param dy the gradient by the sum, one number
     * @param result {@code [rows, columns]}, which may be where the forecast or the target is
     */
    public ErrorSlopes(int rows, int columns, ErrorSums.Operands operands, Span dy, Span result, Workers workers) {
        this.rows = rows;
        this.columns = columns;
        this.operands = operands;
        this.dy = dy;
        this.result = result;
        this.workers = workers;
    }

    /** Computes the gradient. */
    public void run() {
        workers.run(rows, (long) rows * columns, this);
    }

    @Override
    public void run(int row, int worker) {
        float scale = 2 * dy.array()[dy.at()];
        int at = row * columns;
        float[] x = operands.forecast().array();
        float[] y = operands.target().array();
        float[] w = operands.weights().array();
        int xAt = operands.forecast().at() + at;
        int yAt = operands.target().at() + at;
        int wAt = operands.weights().at();
        int to = result.at() + at;
        int whole = columns - columns % Lanes.COUNT;
        differentiate(scale, x, xAt, y, yAt, w, wAt, whole, result.array(), to);
        for (int i = whole; i < columns; i++) {
            result.array()[to + i] = (x[xAt + i] - y[yAt + i]) * (w[wAt + i] * scale);
        }
    }

    private static void differentiate(
            float scale,
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            float[] w,
            int wAt,
            int count,
            float[] result,
            int to) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector difference = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i)
                    .sub(FloatVector.fromArray(Lanes.FLOATS, y, yAt + i));
            FloatVector weights =
                    FloatVector.fromArray(Lanes.FLOATS, w, wAt + i).mul(scale);
            difference.mul(weights).intoArray(result, to + i);
        }
    }
}
