package io.tidecast.core.conformance;

import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random graph of primitives and loops, the same for the same seed.
 *
 * @param seed what it depends on
 * @param floating its floating element type
 */
record RandomGraph(long seed, DType floating) {
    private static final int OPERATIONS = 40;
    private static final int OUTPUTS = 4;
    private static final int[][] SHAPES = {{3, 4}, {4}, {}, {2, 3, 5}};

    /** Returns the inputs' values. */
    List<Tensor> inputs() {
        Samples samples = new Samples(seed);
        List<Tensor> inputs = new ArrayList<>();
        for (int[] shape : SHAPES) {
            inputs.add(samples.gaussian(shape).to(floating));
        }
        inputs.add(samples.integers(-2, 5));
        inputs.add(samples.integers(-2, 5, 2));
        inputs.add(samples.integers(-2, 5, 4));
        return inputs;
    }

    /** Adds the graph's nodes, and returns some of its floating values. */
    List<Value> trace(GraphBuilder builder, List<Value> inputs) {
        Random random = new Random(seed);
        List<Value> all = new RandomFunction(builder, floating, random, inputs, true).add(OPERATIONS);
        List<Value> real =
                all.stream().filter(value -> value.dtype().isFloating()).toList();
        return some(random, real);
    }

    /** Returns the graph with outputs of any type, or with every value as an output. */
    Graph graph(boolean everything) {
        GraphBuilder builder = new GraphBuilder("random " + seed);
        List<Value> inputs = declare(builder);
        Random random = new Random(seed);
        List<Value> all = new RandomFunction(builder, floating, random, inputs, true).add(OPERATIONS);
        List<Value> outputs = some(random, all);
        for (Value output : outputs) {
            builder.output("out" + builder.build().outputs().size(), output);
        }
        if (everything) {
            all.forEach(
                    value -> builder.output("value" + builder.build().outputs().size(), value));
        }
        return builder.build();
    }

    /** Returns a graph that reads variables and changes each to a value of its type. */
    Graph changingVariables() {
        GraphBuilder builder = new GraphBuilder("random " + seed);
        List<Value> given = declare(builder);
        List<Variable> variables = variables();
        variables.forEach(variable -> given.add(builder.read(variable)));
        Random random = new Random(seed);
        List<Value> all = new RandomFunction(builder, floating, random, given, true).add(OPERATIONS);
        some(random, all)
                .forEach(output ->
                        builder.output("out" + builder.build().outputs().size(), output));
        for (Variable variable : variables) {
            List<Value> candidates = all.stream()
                    .filter(value -> value.type().equals(variable.type()))
                    .toList();
            builder.assign(variable, candidates.get(random.nextInt(candidates.size())));
        }
        return builder.build();
    }

    /** Returns the variables of {@link #changingVariables}: several of a type, so that they may trade places. */
    List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        for (int[] shape : SHAPES) {
            for (int copy = 0; copy < 2; copy++) {
                variables.add(new Variable("v" + variables.size(), new TensorType(floating, Shape.of(shape))));
            }
        }
        return variables;
    }

    /** Returns what a variable is at first. */
    Tensor initial(Variable variable) {
        Samples samples = new Samples(seed + variable.name().hashCode());
        return samples.gaussian(variable.type().shape().dims()).to(floating);
    }

    private List<Value> declare(GraphBuilder builder) {
        List<Value> declared = new ArrayList<>();
        for (Tensor input : inputs()) {
            declared.add(builder.input(OpCase.inputName(declared.size()), input.type()));
        }
        return declared;
    }

    private static List<Value> some(Random random, List<Value> values) {
        List<Value> some = new ArrayList<>();
        some.add(values.getLast());
        for (int i = 1; i < OUTPUTS; i++) {
            some.add(values.get(random.nextInt(values.size())));
        }
        return some;
    }

    @Override
    public String toString() {
        return "random graph " + seed;
    }
}
