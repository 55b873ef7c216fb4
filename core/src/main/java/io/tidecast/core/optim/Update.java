package io.tidecast.core.optim;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * The second half of a training step: from gradients to changed parameters. Clips by the gradient's norm over all
 * parameters, and changes nothing where the loss or that norm is not finite.
 *
 * @param clipNorm the largest norm of the gradient that is applied as it is; infinite for no clipping
 */
public record Update(Optimizer optimizer, double clipNorm) {
    /** Checks the range. */
    public Update {
        if (!(clipNorm > 0)) {
            throw new IllegalArgumentException("the norm to clip at should be above 0, found " + clipNorm);
        }
    }

    /** Returns an update without clipping. */
    public static Update by(Optimizer optimizer) {
        return new Update(optimizer, Double.POSITIVE_INFINITY);
    }

    /** What an update tells beside its effect: the gradient's norm, and 1 where it was applied, else 0; scalars. */
    public record Outcome(Value gradientNorm, Value applied) {}

    /** Returns all variables that are kept for some parameters. */
    public List<Variable> state(Iterable<Variable> parameters) {
        List<Variable> state = new ArrayList<>();
        parameters.forEach(parameter -> state.addAll(optimizer.state(parameter)));
        return state;
    }

    /**
     * Adds the update.
     *
     * @param gradients by parameter, each of its parameter's type
     * @param loss a scalar
     * @param stepSize a scalar, {@link Optimizer#stepSize} of the step
     */
    public Outcome add(GraphBuilder builder, SequencedMap<Variable, Value> gradients, Value loss, Value stepSize) {
        Value squares = Ops.zeros(loss);
        for (Value gradient : gradients.values()) {
            squares = Ops.add(squares, Ops.sumAll(Ops.square(gradient)));
        }
        Value norm = Ops.sqrt(squares);
        Value applied = Ops.multiply(Ops.isFinite(loss), Ops.isFinite(norm));
        Value one = Ops.scalar(loss, 1);
        Value scale = Double.isInfinite(clipNorm)
                ? one
                : Ops.divide(Ops.scalar(loss, clipNorm), Ops.maximum(norm, Ops.scalar(loss, clipNorm)));
        gradients.forEach(
                (parameter, gradient) -> optimizer.update(builder, parameter, gradient, stepSize, scale, applied));
        return new Outcome(norm, applied);
    }
}
