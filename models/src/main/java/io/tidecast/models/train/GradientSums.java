package io.tidecast.models.train;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The variables in which the blocks of a step add up before the update divides by all weight and clears them: for each
 * parameter the gradient of the weighted losses' sum, that sum itself, and the weight.
 *
 * @param parameters what is trained
 */
record GradientSums(List<Variable> parameters) {
    private static final String PREFIX = "block sum/";
    private static final Variable LOSS = new Variable(PREFIX + "loss", TensorType.f32());
    private static final Variable WEIGHT = new Variable(PREFIX + "weight", TensorType.f32());

    /** Returns all of them, zero between steps. */
    List<Variable> variables() {
        List<Variable> variables = new ArrayList<>(List.of(LOSS, WEIGHT));
        parameters.forEach(parameter -> variables.add(of(parameter)));
        return variables;
    }

    /** Adds what a block has found. */
    void add(GraphBuilder builder, LossSums sums, List<Value> gradients) {
        add(builder, LOSS, sums.loss());
        add(builder, WEIGHT, sums.weight());
        for (int i = 0; i < gradients.size(); i++) {
            add(builder, of(parameters.get(i)), gradients.get(i));
        }
    }

    /** Returns the mean loss over all blocks. */
    Value loss(GraphBuilder builder) {
        return LossSums.mean(builder.read(LOSS), builder.read(WEIGHT));
    }

    /** Returns the gradient of the mean loss by parameter. */
    SequencedMap<Variable, Value> gradients(GraphBuilder builder) {
        SequencedMap<Variable, Value> gradients = new LinkedHashMap<>();
        for (Variable parameter : parameters) {
            gradients.put(parameter, LossSums.mean(builder.read(of(parameter)), builder.read(WEIGHT)));
        }
        return gradients;
    }

    /** Lets everything begin at zero again, whatever it came to. */
    void clear(GraphBuilder builder) {
        variables().forEach(variable -> builder.assign(variable, Ops.filled(builder, variable.type(), 0)));
    }

    private static Variable of(Variable parameter) {
        return new Variable(PREFIX + parameter.name(), parameter.type());
    }

    private static void add(GraphBuilder builder, Variable sum, Value part) {
        builder.assign(sum, Ops.add(builder.read(sum), part));
    }
}
