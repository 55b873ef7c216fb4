package io.tidecast.core.grad;

import io.tidecast.core.error.GraphException;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Origin;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reverse-mode differentiation: adds to a graph the nodes that compute the gradient of some of its values. */
public final class Differentiator {
    private final GraphBuilder builder;
    private final int firstNode;
    private final Set<Value> sources;
    private final Map<Value, Value> gradients = new HashMap<>();

    private Differentiator(GraphBuilder builder, int firstNode, List<Value> sources) {
        this.builder = builder;
        this.firstNode = firstNode;
        this.sources = new HashSet<>(sources);
    }

    /**
     * Adds the gradient of a scalar.
     *
     * @param loss a floating scalar
     * @param by what to differentiate by
     * @return the gradient by each of {@code by}, of its type; zeros where the loss does not depend on it
     * @throws GraphException if the loss is not a scalar
     */
    public static List<Value> gradient(Value loss, List<Value> by) {
        if (!loss.shape().equals(Shape.SCALAR) || !loss.dtype().isFloating()) {
            throw new GraphException("the gradient of a value that is not a floating scalar: " + loss.type() + "; "
                    + loss.node().origin());
        }
        Value one = Ops.scalar(loss, 1);
        List<@Nullable Value> found = pullBack(List.of(loss), Collections.singletonList(one), by, 0);
        List<Value> gradients = new ArrayList<>();
        for (int i = 0; i < by.size(); i++) {
            Value gradient = found.get(i);
            gradients.add(gradient != null ? gradient : Ops.zeros(by.get(i)));
        }
        return gradients;
    }

    /**
     * Adds the product of gradients by some values with the Jacobian of those values.
     *
     * @param outputs values of one builder
     * @param outputGradients a scalar's gradient by each output, null for none
     * @param by what to differentiate by
     * @return the scalar's gradient by each of {@code by}, null where it does not depend on it
     */
    public static List<@Nullable Value> pullBack(
            List<Value> outputs, List<? extends @Nullable Value> outputGradients, List<Value> by) {
        return pullBack(outputs, outputGradients, by, 0);
    }

    private static List<@Nullable Value> pullBack(
            List<Value> outputs, List<? extends @Nullable Value> outputGradients, List<Value> by, int firstNode) {
        Differentiator differentiator = new Differentiator(outputs.getFirst().builder(), firstNode, by);
        for (int i = 0; i < outputs.size(); i++) {
            Value gradient = outputGradients.get(i);
            if (gradient != null) {
                differentiator.accumulate(outputs.get(i), gradient);
            }
        }
        differentiator.walk();
        List<@Nullable Value> results = new ArrayList<>();
        for (Value value : by) {
            results.add(differentiator.gradients.get(value));
        }
        return results;
    }

    private void walk() {
        List<Node> nodes = List.copyOf(builder.nodes().subList(firstNode, builder.size()));
        Set<Node> dependent = dependent(nodes);
        for (Node node : nodes.reversed()) {
            List<@Nullable Value> outputGradients = new ArrayList<>();
            for (Value output : node.outputs()) {
                outputGradients.add(gradients.get(output));
            }
            if (!dependent.contains(node) || outputGradients.stream().allMatch(gradient -> gradient == null)) {
                continue;
            }
            Origin origin = new Origin(
                    node.origin().scope() + "/gradient", node.origin().place());
            try (GraphBuilder.Scope _ = builder.at(origin)) {
                List<@Nullable Value> inputGradients = inputGradients(node, outputGradients);
                for (int i = 0; i < inputGradients.size(); i++) {
                    Value gradient = inputGradients.get(i);
                    if (gradient != null && node.inputs().get(i).dtype().isFloating()) {
                        accumulate(node.inputs().get(i), gradient);
                    }
                }
            }
        }
    }

    private Set<Node> dependent(List<Node> nodes) {
        Set<Node> dependent = new HashSet<>();
        for (Node node : nodes) {
            for (Value input : node.inputs()) {
                if (sources.contains(input) || dependent.contains(input.node())) {
                    dependent.add(node);
                    break;
                }
            }
        }
        return dependent;
    }

    private List<@Nullable Value> inputGradients(Node node, List<@Nullable Value> outputGradients) {
        return switch (node.op()) {
            case Leaf leaf -> List.of();
            case Primitive primitive -> {
                Value gradient = outputGradients.getFirst();
                yield gradient == null ? List.of() : PrimitiveGradients.of(primitive, node, gradient);
            }
            case Scan scan -> ScanGradient.of(scan, node, outputGradients);
            case Composite composite -> {
                Optional<List<@Nullable Value>> own =
                        composite.gradient(builder, node.inputs(), node.outputs(), outputGradients);
                yield own.isPresent() ? own.get() : ofDecomposition(composite, builder, node.inputs(), outputGradients);
            }
        };
    }

    /**
     * Decomposes a composite anew and differentiates that; what a fused gradient's own decomposition rests on.
     *
     * @return the gradient by each input, null where there is none
     */
    public static List<@Nullable Value> ofDecomposition(
            Composite composite,
            GraphBuilder builder,
            List<Value> inputs,
            List<? extends @Nullable Value> outputGradients) {
        int start = builder.size();
        List<Value> outputs = composite.decompose(builder, inputs);
        List<@Nullable Value> found = pullBack(outputs, outputGradients, inputs, start);
        // a value that is several inputs has its whole gradient already: it counts once
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.indexOf(inputs.get(i)) != i) {
                found.set(i, null);
            }
        }
        return found;
    }

    private void accumulate(Value value, Value gradient) {
        Value known = gradients.get(value);
        gradients.put(value, known == null ? gradient : Ops.add(known, gradient));
    }
}
