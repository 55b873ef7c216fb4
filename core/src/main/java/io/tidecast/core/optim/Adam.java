package io.tidecast.core.optim;

import io.tidecast.core.composite.AdamStep;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import java.util.List;

/**
 * Adam as Keras computes it.
 *
 * @see AdamStep the formula
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    /** Keras' defaults: 0.9, 0.999 and 1e-7. */
    public static final Adam KERAS = new Adam(0.9, 0.999, 1e-7);

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public List<Variable> state(Variable parameter) {
        return List.of(
                new Variable(parameter.name() + "/adam_m", parameter.type()),
                new Variable(parameter.name() + "/adam_v", parameter.type()));
    }

    @Override
    public double stepSize(long step, double learningRate) {
        return learningRate
                * StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step))
                / (1 - StrictMath.pow(beta1, (double) step));
    }

    @Override
    public void update(
            GraphBuilder builder,
            Variable parameter,
            Value gradient,
            Value stepSize,
            Value gradientScale,
            Value apply) {
        List<Variable> moments = state(parameter);
        List<Value> next = builder.applyAll(
                new AdamStep(beta1, beta2, epsilon),
                List.of(
                        builder.read(parameter),
                        gradient,
                        builder.read(moments.get(0)),
                        builder.read(moments.get(1)),
                        stepSize,
                        gradientScale,
                        apply));
        builder.assign(parameter, next.get(0));
        builder.assign(moments.get(0), next.get(1));
        builder.assign(moments.get(1), next.get(2));
    }
}
