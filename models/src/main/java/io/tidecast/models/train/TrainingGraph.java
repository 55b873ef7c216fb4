package io.tidecast.models.train;

import io.tidecast.core.grad.Differentiator;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.Dropout;
import io.tidecast.models.layer.Told;
import io.tidecast.models.net.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The graphs of a network: a step of training, an evaluation, a forecast. A step is either one graph, or two over the
 * same variables: a {@link #gradient} that runs for each block of the step's windows and adds up, and an
 * {@link #update}.
 */
public final class TrainingGraph {
    /** The input of a graph that takes windows, {@code [inputs, window, batch]}, of codes {@code [window, batch]}. */
    public static final String INPUT = "x";

    /** The input that takes what should come out, {@code [outputs, steps, batch]}, of codes {@code [steps, batch]}. */
    public static final String TARGET = "target";

    /** The input that takes how much each step counts, {@code [steps, batch]}. */
    public static final String WEIGHT = "weight";

    /** The input of a step that takes the optimiser's step size. */
    public static final String STEP_SIZE = "step size";

    /** The output of a forecast, {@code [outputs, steps, batch]}. */
    public static final String FORECAST = "forecast";

    /** The output that tells whether a step was applied, 1 or 0. */
    public static final String APPLIED = "applied";

    /** The output that tells the gradient's norm. */
    public static final String GRADIENT_NORM = "gradient norm";

    /** The output of a step that tells the sum of all losses before it; over {@link #WEIGHT_SUM} it is their mean. */
    public static final String LOSS_SUM = LossSums.LOSS;

    /** The output of a step that tells the sum of all weights. */
    public static final String WEIGHT_SUM = LossSums.WEIGHT;

    private static final String GRADIENT_OF = "gradient of ";

    private TrainingGraph() {}

    /** Returns the name of the output that tells a parameter's gradient, in graphs that tell gradients. */
    public static String gradientOf(Variable parameter) {
        return GRADIENT_OF + parameter.name();
    }

    /** Returns the graph of one step: forward, backward and update. */
    public static Graph step(Network network, Batch batch, Loss loss, Update update) {
        return step(network, batch, loss, update, 0, false);
    }

    /**
     * Returns the graph of one step: forward, backward and update.
     *
     * @param dropout the part of what layers read that is dropped, see {@link Dropout}; 0 for none
     * @param tellingGradients whether the gradients of the mean loss are outputs, see {@link #gradientOf}
     */
    public static Graph step(
            Network network, Batch batch, Loss loss, Update update, double dropout, boolean tellingGradients) {
        GraphBuilder builder = new GraphBuilder(network.name() + " training step");
        LossSums sums = addLoss(builder, network, batch, loss, dropout);
        Value mean = sums.mean();
        List<Variable> parameters = network.variables();
        List<Value> found = gradients(builder, mean, parameters);
        SequencedMap<Variable, Value> gradients = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            gradients.put(parameters.get(i), found.get(i));
        }
        addUpdate(builder, update, gradients, mean);
        if (tellingGradients) {
            tell(builder, gradients);
        }
        sums.declare();
        return builder.build();
    }

    /**
     * Returns the graph of one block of a step: forward and backward. It adds the gradient of the weighted losses' sum,
     * that sum and the weight to {@link #sums}.
     *
     * @param dropout the part of what layers read that is dropped, see {@link Dropout}; 0 for none
     */
    public static Graph gradient(Network network, Batch batch, Loss loss, double dropout) {
        GraphBuilder builder = new GraphBuilder(network.name() + " gradient");
        LossSums sums = addLoss(builder, network, batch, loss, dropout);
        List<Variable> parameters = network.variables();
        List<Value> found = gradients(builder, sums.loss(), parameters);
        try (GraphBuilder.Scope _ = builder.scope("sum")) {
            new GradientSums(parameters).add(builder, sums, found);
        }
        sums.declare();
        return builder.build();
    }

    /**
     * Returns the graph that ends a step of blocks: the update by what they added up, which it clears.
     *
     * @param tellingGradients whether the gradients of the mean loss are outputs, see {@link #gradientOf}
     */
    static Graph update(Network network, Update update, boolean tellingGradients) {
        GraphBuilder builder = new GraphBuilder(network.name() + " update");
        GradientSums sums = new GradientSums(network.variables());
        SequencedMap<Variable, Value> gradients = sums.gradients(builder);
        addUpdate(builder, update, gradients, sums.loss(builder));
        if (tellingGradients) {
            tell(builder, gradients);
        }
        sums.clear(builder);
        return builder.build();
    }

    /** Returns the variables in which the blocks of a step add up, all zero between steps. */
    public static List<Variable> sums(Network network) {
        return new GradientSums(network.variables()).variables();
    }

    /** Returns the graph that judges a batch. */
    public static Graph evaluation(Network network, Batch batch, Loss loss) {
        GraphBuilder builder = new GraphBuilder(network.name() + " evaluation");
        addLoss(builder, network, batch, loss, 0).declare();
        return builder.build();
    }

    /** Returns the graph that forecasts from a batch. */
    public static Graph forecast(Network network, Batch batch) {
        GraphBuilder builder = new GraphBuilder(network.name() + " forecast");
        builder.output(FORECAST, applied(builder, network, builder.input(INPUT, batch.inputType()), batch, 0));
        return builder.build();
    }

    private static List<Value> gradients(GraphBuilder builder, Value loss, List<Variable> parameters) {
        return Differentiator.gradient(
                loss, parameters.stream().map(builder::read).toList());
    }

    private static void tell(GraphBuilder builder, SequencedMap<Variable, Value> gradients) {
        gradients.forEach((parameter, gradient) -> builder.output(gradientOf(parameter), gradient));
    }

    private static void addUpdate(
            GraphBuilder builder, Update update, SequencedMap<Variable, Value> gradients, Value loss) {
        Value stepSize = builder.input(STEP_SIZE, TensorType.f32());
        try (GraphBuilder.Scope _ = builder.scope("update")) {
            Update.Outcome outcome = update.add(builder, gradients, loss, stepSize);
            builder.output(GRADIENT_NORM, outcome.gradientNorm());
            builder.output(APPLIED, outcome.applied());
        }
    }

    private static Value applied(GraphBuilder builder, Network network, Value x, Batch batch, double dropout) {
        Told told = Told.inputs(builder, network.conditions(), network.window(), batch.size());
        return network.apply(x, dropout == 0 ? told : told.dropping(Dropout.inputs(builder, dropout)));
    }

    private static LossSums addLoss(GraphBuilder builder, Network network, Batch batch, Loss loss, double dropout) {
        loss.check(network);
        Value x = builder.input(INPUT, batch.inputType());
        Value target = builder.input(TARGET, batch.targetType());
        Value weight = builder.input(WEIGHT, batch.weightType());
        Value forecast = applied(builder, network, x, batch, dropout);
        try (GraphBuilder.Scope _ = builder.scope("loss")) {
            return LossSums.of(loss, network.head(), forecast, target, weight);
        }
    }
}
