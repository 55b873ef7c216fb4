package io.tidecast.models.head;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;

/**
 * The normaliser of Student's density, c(x) = lnΓ(x) − lnΓ(x + ½) + ½ ln(2πx) for x = ν/2 ≥ 1.
 *
 * <p>The two lnΓ would cancel in single precision, so their difference is computed as one: shifted up to y = x + n by
 * Γ(x + ½)/Γ(x) = Γ(y + ½)/Γ(y) / ∏ (1 + ½/(x + i)), and there by Stirling's series of the difference, ½ ln y − 1/(8y) +
 * 1/(192y³) − 1/(640y⁵) + 17/(14336y⁷).
 */
final class StudentNorm {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
    private static final int SHIFT_IN_GRAPHS = 3;
    private static final int SHIFT = 12;

    private StudentNorm() {}

    /** Adds the normaliser; of the order of 1e-7 off in single precision. */
    static Value of(Value x) {
        Value product = Ops.add(Ops.multiply(Ops.reciprocal(x), 0.5), 1);
        for (int i = 1; i < SHIFT_IN_GRAPHS; i++) {
            product = Ops.multiply(product, Ops.add(Ops.multiply(Ops.reciprocal(Ops.add(x, i)), 0.5), 1));
        }
        Value r = Ops.reciprocal(Ops.add(x, SHIFT_IN_GRAPHS));
        Value square = Ops.square(r);
        Value series = Ops.add(Ops.multiply(square, -17 / 14336.0), 1 / 640.0);
        series = Ops.add(Ops.multiply(series, square), -1 / 192.0);
        series = Ops.multiply(Ops.add(Ops.multiply(series, square), 1 / 8.0), r);
        Value logs = Ops.add(Ops.multiply(Ops.log(Ops.multiply(x, r)), 0.5), Ops.log(product));
        return Ops.add(Ops.add(series, logs), HALF_LOG_TWO_PI);
    }

    /** Returns the normaliser, to about 1e-13. */
    static double of(double x) {
        double product = 1;
        for (int i = 0; i < SHIFT; i++) {
            product *= 1 + 0.5 / (x + i);
        }
        double r = 1 / (x + SHIFT);
        double square = r * r;
        double series = r * (1 / 8.0 + square * (-1 / 192.0 + square * (1 / 640.0 - square * 17 / 14336.0)));
        return HALF_LOG_TWO_PI + StrictMath.log(x * r) / 2 + StrictMath.log(product) + series;
    }
}
