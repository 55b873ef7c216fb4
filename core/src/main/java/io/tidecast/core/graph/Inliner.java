package io.tidecast.core.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies a graph's nodes into a builder, its inputs replaced by given values. */
public final class Inliner {
    private Inliner() {}

    /**
     * Adds the nodes of {@code graph} to {@code target}; assignments are left behind.
     *
     * @param arguments a value of {@code target} for each input, in order
     * @return the graph's outputs, in order
     */
    public static List<Value> inline(Graph graph, GraphBuilder target, List<Value> arguments) {
        return inline(graph, target, arguments, Map.of());
    }

    /**
     * Adds the nodes of {@code graph} to {@code target} but for those already replaced.
     *
     * @param arguments a value of {@code target} for each input, in order
     * @param replaced for some values of {@code graph} the values of {@code target} that stand for them
     * @return the graph's outputs, in order
     */
    public static List<Value> inline(
            Graph graph, GraphBuilder target, List<Value> arguments, Map<Value, Value> replaced) {
        Map<Value, Value> copies = new HashMap<>(replaced);
        for (int i = 0; i < arguments.size(); i++) {
            copies.put(graph.inputs().get(i), arguments.get(i));
        }
        for (Node node : graph.nodes()) {
            if (copies.containsKey(new Value(node, 0))) {
                continue;
            }
            if (node.op() instanceof Leaf.ReadVariable read) {
                copies.put(new Value(node, 0), target.read(read.variable()));
                continue;
            }
            List<Value> operands = node.inputs().stream().map(copies::get).toList();
            try (GraphBuilder.Scope _ = target.at(node.origin())) {
                List<Value> results = target.applyAll(node.op(), operands);
                for (int i = 0; i < results.size(); i++) {
                    copies.put(new Value(node, i), results.get(i));
                }
            }
        }
        return graph.outputs().values().stream().map(copies::get).toList();
    }
}
