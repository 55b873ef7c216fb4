package io.tidecast.core.optim;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import java.util.List;

/** How gradients change parameters. What changes from step to step it computes on the host, in double precision. */
public sealed interface Optimizer permits Adam, Sgd {
    /** Returns the name by which people choose it. */
    String name();

    /** Returns the variables that it keeps for a parameter, such as moments, all zero at first. */
    List<Variable> state(Variable parameter);

    /**
     * Returns the step size for a step.
     *
     * @param step counted from 1
     * @param learningRate at this step
     */
    double stepSize(long step, double learningRate);

    /**
     * Adds the change of one parameter and of what is kept for it.
     *
     * @param gradient of the parameter's type
     * @param stepSize a scalar
     * @param gradientScale a scalar by which the gradient is multiplied first
     * @param apply a scalar; where it is 0 nothing changes
     */
    void update(
            GraphBuilder builder, Variable parameter, Value gradient, Value stepSize, Value gradientScale, Value apply);
}
