package io.tidecast.core.compare;

import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What a replay found: how far the backends are apart at each node, and on which of them a result depends. */
public final class ReplayResult {
    private final Graph graph;
    private final SequencedMap<Node, OpDifference> differences;
    private final double tolerance;

    ReplayResult(Graph graph, SequencedMap<Node, OpDifference> differences, double tolerance) {
        this.graph = graph;
        this.differences = differences;
        this.tolerance = tolerance;
    }

    /** Returns how far apart the backends are at each node that computes, in the order they run. */
    public List<OpDifference> differences() {
        return List.copyOf(differences.values());
    }

    /** Returns whether a difference is beyond the replay's tolerance. */
    public boolean isBeyond(OpDifference difference) {
        return !(difference.relative() <= tolerance);
    }

    /** Returns the op to blame for a difference of one of the graph's outputs; see {@link #culprit}. */
    public Optional<OpDifference> culpritOfOutput(String label) {
        Value value = graph.outputs().get(label);
        if (value == null) {
            throw new IllegalArgumentException(graph + " has no output named " + label);
        }
        return culprit(value);
    }

    /** Returns the op to blame for a difference of what a variable becomes; see {@link #culprit}. */
    public Optional<OpDifference> culpritOfVariable(Variable variable) {
        return graph.assignments().stream()
                .filter(assignment -> assignment.variable().equals(variable))
                .findFirst()
                .flatMap(assignment -> culprit(assignment.value()));
    }

    /**
     * Returns the first op beyond tolerance of those that a value depends on; where there is none the one of the largest
     * difference, or nothing where the value depends on no op at all.
     */
    private Optional<OpDifference> culprit(Value value) {
        Set<Node> needed = needed(value);
        List<OpDifference> suspects = differences.values().stream()
                .filter(difference -> needed.contains(difference.node()))
                .toList();
        return suspects.stream()
                .filter(this::isBeyond)
                .findFirst()
                .or(() -> suspects.stream().max(Comparator.comparingDouble(OpDifference::relative)));
    }

    private static Set<Node> needed(Value value) {
        Set<Node> needed = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(value.node()));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (needed.add(node)) {
                node.inputs().forEach(operand -> open.push(operand.node()));
            }
        }
        return needed;
    }
}
