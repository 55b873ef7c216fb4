package io.tidecast.core.compile;

import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts a graph's nodes into the order in which they run. That is the order of tracing, but for nodes that depend on no
 * other computation (repeated constants, mostly): each waits until something reads it, so that it holds memory briefly.
 */
final class Schedule {
    private final Set<Node> done = new HashSet<>();
    private final List<Node> order = new ArrayList<>();

    private Schedule() {}

    static List<Node> of(Graph graph) {
        Schedule schedule = new Schedule();
        Set<Node> results = new HashSet<>();
        graph.outputs().values().forEach(value -> results.add(value.node()));
        graph.assignments().forEach(assignment -> results.add(assignment.value().node()));
        for (Node node : graph.nodes()) {
            if (!canWait(node) || results.contains(node)) {
                schedule.add(node);
            }
        }
        return schedule.order;
    }

    private static boolean canWait(Node node) {
        return node.op() instanceof Leaf
                ? !(node.op() instanceof Leaf.Input)
                : node.inputs().stream().allMatch(input -> input.node().op() instanceof Leaf.Constant);
    }

    private void add(Node node) {
        if (done.add(node)) {
            for (Value input : node.inputs()) {
                add(input.node());
            }
            order.add(node);
        }
    }
}
