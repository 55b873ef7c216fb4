package io.tidecast.models.train;

import io.tidecast.core.composite.WeightedErrors;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.models.head.Head;
import java.util.List;

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
     * @param head what the forecast says
     * @param forecast {@code [outputs, steps, batch]}
     * @param target {@code [targets, steps, batch]}; of classes their codes {@code [steps, batch]}
     * @param weights {@code [steps, batch]}
     */
    static LossSums of(Loss loss, Head head, Value forecast, Value target, Value weights) {
        return loss == Loss.MSE ? ofSquares(forecast, target, weights) : ofTerms(loss, head, forecast, target, weights);
    }

    /** The squares are both what is made small and what is told of it. */
    private static LossSums ofSquares(Value forecast, Value target, Value weights) {
        int steps = forecast.dim(1);
        List<Value> sums = forecast.builder().applyAll(new WeightedErrors(), List.of(forecast, target, weights));
        Value difference =
                Ops.subtract(Layout.slice(forecast, 1, steps - 1, steps), Layout.slice(target, 1, steps - 1, steps));
        return of(sums.getFirst(), sums.getFirst(), sums.getLast(), difference, weights);
    }

    private static LossSums ofTerms(Loss loss, Head head, Value forecast, Value target, Value weights) {
        Loss.Terms terms = loss.terms(head, forecast, target);
        Value difference = terms.differences();
        int steps = difference.dim(1);
        return of(
                weighted(terms.losses(), weights),
                weighted(Ops.square(difference), weights),
                weighted(Ops.abs(difference), weights),
                Layout.slice(difference, 1, steps - 1, steps),
                weights);
    }

    private static LossSums of(Value loss, Value squared, Value absolute, Value lastDifference, Value weights) {
        int steps = weights.dim(0);
        double outputs = lastDifference.dim(0);
        Value lastWeights = Layout.slice(weights, 0, steps - 1, steps);
        return new LossSums(
                loss,
                squared,
                absolute,
                weighted(Ops.square(lastDifference), lastWeights),
                Ops.multiply(Ops.sumAll(weights), outputs),
                Ops.multiply(Ops.sumAll(lastWeights), outputs));
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
