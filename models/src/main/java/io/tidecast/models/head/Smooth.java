package io.tidecast.models.head;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;

/** Functions that stay exact and finite for any input, as graph nodes and on the host. */
final class Smooth {
    /** What is added to every scale, in the units that the network sees: no outcome is ever wholly certain. */
    static final double LEAST_SCALE = 1e-3;

    private Smooth() {}

    /** Adds ln(1 + eˣ) as (x + |x|)/2 + ln(1 + e^−|x|); its derivative is the sigmoid, at 0 too. */
    static Value softplus(Value x) {
        Value size = Ops.abs(x);
        Value line = Ops.multiply(Ops.add(x, size), 0.5);
        return Ops.add(line, Ops.log(Ops.add(Ops.exp(Ops.negate(size)), 1)));
    }

    /** Returns ln(1 + eˣ). */
    static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** Adds ln(1 + x) of x ≥ 0: where x is small, by 2·artanh(x/(2 + x)). */
    static Value log1p(Value x) {
        Value s = Ops.divide(x, Ops.add(x, 2));
        Value square = Ops.square(s);
        Value series = Ops.add(Ops.multiply(square, 2 / 7.0), 2 / 5.0);
        series = Ops.add(Ops.multiply(series, square), 2 / 3.0);
        series = Ops.multiply(Ops.add(Ops.multiply(series, square), 2), s);
        return Ops.select(Ops.less(x, Ops.scalar(x, 0.1)), series, Ops.log(Ops.add(x, 1)));
    }

    /** Adds a scale: positive, and nearly x where x is large. */
    static Value scale(Value x) {
        return Ops.add(softplus(x), LEAST_SCALE);
    }

    /** Returns a scale: positive, and nearly x where x is large. */
    static double scale(double x) {
        return softplus(x) + LEAST_SCALE;
    }

    /** Adds the parameter of that number of every target: from {@code [parameters · n, …]} to {@code [n, …]}. */
    static Value parameter(Value outputs, int parameters, int number) {
        int targets = outputs.dim(0) / parameters;
        return Layout.slice(outputs, 0, number * targets, (number + 1) * targets);
    }
}
