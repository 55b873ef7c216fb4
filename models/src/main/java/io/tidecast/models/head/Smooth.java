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
