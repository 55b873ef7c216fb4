package io.tidecast.models.head;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import java.util.function.DoubleUnaryOperator;

/**
 * The components of a mixture of distributions of one middle each: of every target a network gives first the logits of
 * their shares, then their middles μ, then a number for each one's scale.
 *
 * @param count how many there are
 */
record Components(int count) {
    /** How many numbers there are for each component. */
    static final int KINDS = 3;

    static final int LOGITS = 0;
    static final int MIDDLES = 1;
    static final int SCALES = 2;

    private static final int HALVINGS = 60;

    /** Adds the numbers of one kind: from {@code [3 · k · n, steps, batch]} to {@code [k, n, steps, batch]}. */
    Value every(Value outputs, int kind) {
        Value all = Smooth.parameter(outputs, KINDS, kind);
        return Layout.reshape(all, Shape.of(count, all.dim(0) / count, all.dim(1), all.dim(2)));
    }

    /** Adds −ln Σ w·p, where ln p of each component is given, {@code [k, n, steps, batch]}. */
    Value losses(Value outputs, Value logs) {
        Value logits = every(outputs, LOGITS);
        return Ops.subtract(logSum(logits), logSum(Ops.add(logits, logs)));
    }

    /** Adds the mean of the middles, {@code [n, steps, batch]}. */
    Value mean(Value outputs) {
        Value logits = every(outputs, LOGITS);
        Value shares = Ops.exp(Ops.subtract(logits, over(Ops.max(logits, 0), logits)));
        return Ops.divide(Ops.sum(Ops.multiply(shares, every(outputs, MIDDLES)), 0), Ops.sum(shares, 0));
    }

    /** Adds the same numbers for every component: from {@code [n, steps, batch]} to the shape of another value. */
    static Value over(Value numbers, Value like) {
        return Ops.broadcast(numbers, like.shape(), 1, 2, 3);
    }

    /** Adds ln Σ eˣ over the components. */
    private static Value logSum(Value x) {
        Value most = Ops.max(x, 0);
        return Ops.add(most, Ops.log(Ops.sum(Ops.exp(Ops.subtract(x, over(most, x))), 0)));
    }

    /** Returns the middle of a component. */
    double middle(double[] parameters, int component) {
        return parameters[MIDDLES * count + component];
    }

    /** Returns the number that a component's scale is made of. */
    double rawScale(double[] parameters, int component) {
        return parameters[SCALES * count + component];
    }

    double mean(double[] parameters) {
        double most = most(parameters);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < count; i++) {
            double weight = StrictMath.exp(parameters[i] - most);
            sum += weight * middle(parameters, i);
            weights += weight;
        }
        return sum / weights;
    }

    /**
     * Returns the value below which a share of logistic components lies, by halving the span of the components' own.
     *
     * @param scale the scale that a number of the network stands for
     */
    double quantile(double[] parameters, double level, DoubleUnaryOperator scale) {
        double odds = StrictMath.log(level) - StrictMath.log1p(-level);
        double[] scales = new double[count];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            scales[i] = scale.applyAsDouble(rawScale(parameters, i));
            double own = middle(parameters, i) + odds * scales[i];
            low = Math.min(low, own);
            high = Math.max(high, own);
        }
        for (int halving = 0; halving < HALVINGS && low < high; halving++) {
            double half = low + (high - low) / 2;
            if (excess(parameters, scales, half, level) < 0) {
                low = half;
            } else {
                high = half;
            }
        }
        return high;
    }

    /** Returns how much more than a share of the probability lies below a value, times all weights. */
    private double excess(double[] parameters, double[] scales, double value, double level) {
        double most = most(parameters);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double z = (value - middle(parameters, i)) / scales[i];
            double below = 1 / (1 + StrictMath.exp(-z));
            sum += StrictMath.exp(parameters[i] - most) * (below - level);
        }
        return sum;
    }

    /** Returns the largest logit. */
    private double most(double[] parameters) {
        double most = parameters[0];
        for (int i = 1; i < count; i++) {
            most = Math.max(most, parameters[i]);
        }
        return most;
    }
}
