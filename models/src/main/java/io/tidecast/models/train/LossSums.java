package io.tidecast.models.train;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;

/**
 * The sums over a batch from which losses and metrics are made, each a scalar: weighted losses, squares and sizes of
 * the differences, the squares at the last step, and how much weight there is, in all and at the last step.
 */
record LossSums(Value loss, Value squared, Value absolute, Value lastSquared, Value weight, Value lastWeight) {
    static final String LOSS = "loss sum";
    static final String SQUARED = "squared sum";
    static final String ABSOLUTE = "absolute sum";
    static final String LAST_SQUARED = "last squared sum";
    static final String WEIGHT = "weight sum";
    static final String LAST_WEIGHT = "last weight sum";

    /**
     * Adds the sums.
     *
     * @param forecast {@code [outputs, steps, batch]}
     * @param target of the same shape; of classes their codes {@code [steps, batch]}
     * @param weights {@code [steps, batch]}
     */
    static LossSums of(Loss loss, Value forecast, Value target, Value weights) {
        int steps = forecast.dim(1);
        Loss.Terms terms = loss.terms(forecast, target);
        Value difference = terms.differences();
        Value squared = weighted(Ops.square(difference), weights);
        Value last = weighted(
                Ops.square(Layout.slice(difference, 1, steps - 1, steps)), Layout.slice(weights, 0, steps - 1, steps));
        double outputs = difference.dim(0);
        return new LossSums(
                weighted(terms.losses(), weights),
                squared,
                weighted(Ops.abs(difference), weights),
                last,
                Ops.multiply(Ops.sumAll(weights), outputs),
                Ops.multiply(Ops.sumAll(Layout.slice(weights, 0, steps - 1, steps)), outputs));
    }

    /** Adds the mean loss; 0 where nothing has weight. */
    Value mean() {
        return mean(loss, weight);
    }

    /** Divides sums by how much weight they have; 0 where nothing has weight. */
    static Value mean(Value sum, Value weight) {
        return Ops.divide(sum, Ops.maximum(weight, Ops.scalar(weight, Float.MIN_NORMAL)));
    }

    /** Declares all sums as outputs. */
    void declare() {
        loss.builder().output(LOSS, loss);
        loss.builder().output(SQUARED, squared);
        loss.builder().output(ABSOLUTE, absolute);
        loss.builder().output(LAST_SQUARED, lastSquared);
        loss.builder().output(WEIGHT, weight);
        loss.builder().output(LAST_WEIGHT, lastWeight);
    }

    private static Value weighted(Value values, Value weights) {
        Shape shape = values.shape();
        return Ops.sumAll(Ops.multiply(values, Ops.broadcast(weights, shape, 1, 2)));
    }
}
