package io.tidecast.core.optim;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.op.Ops;
import java.util.List;

/**
 * Stochastic gradient descent with momentum as Keras computes it: {@code v' = μv − lr·g}, {@code p' = p + v'}.
 *
 * @param momentum μ, from 0 to below 1
 */
public record Sgd(double momentum) implements Optimizer {
    /** Checks the range. */
    public Sgd {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum should be from 0 to below 1, found " + momentum);
        }
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public List<Variable> state(Variable parameter) {
        return momentum == 0 ? List.of() : List.of(new Variable(parameter.name() + "/sgd_velocity", parameter.type()));
    }

    @Override
    public double stepSize(long step, double learningRate) {
        return learningRate;
    }

    @Override
    public void update(
            GraphBuilder builder,
            Variable parameter,
            Value gradient,
            Value stepSize,
            Value gradientScale,
            Value apply) {
        Value before = builder.read(parameter);
        Value change = Ops.negate(Ops.multiply(Ops.multiply(gradient, gradientScale), stepSize));
        if (momentum > 0) {
            Variable kept = state(parameter).getFirst();
            Value velocity = builder.read(kept);
            change = Ops.add(Ops.multiply(velocity, momentum), change);
            builder.assign(kept, Ops.select(apply, change, velocity));
        }
        builder.assign(parameter, Ops.select(apply, Ops.add(before, change), before));
    }
}
