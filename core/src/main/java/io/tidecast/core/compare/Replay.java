package io.tidecast.core.compare;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Lowering;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Runs a graph node by node on two backends to find the ops at which they differ. The graph is lowered for the candidate,
 * so that its own kernels are what runs; each node is a program of its own, and is given what the reference found for its
 * operands, so that a difference is the node's own and not one of its operands'. A loop that differs is entered.
 *
 * @param candidate whose kernels are judged
 * @param reference what they are held against
 * @param tolerance the relative difference beyond which an op differs by more than rounding
 */
public record Replay(Backend candidate, Backend reference, double tolerance) {
    /** Far above what single precision rounds, far below what a mistake changes. */
    public static final double USUAL_TOLERANCE = 1e-4;

    /**
     * Replays a graph.
     *
     * @param inputs a value for each input by its label
     * @param variables a value for each variable that the graph reads
     */
    public ReplayResult of(Graph graph, Map<String, Tensor> inputs, Map<Variable, Tensor> variables) {
        Graph lowered = new Lowering(candidate).lower(graph);
        Map<Value, Integer> readsLeft = new HashMap<>();
        lowered.nodes().forEach(node -> node.inputs().forEach(operand -> readsLeft.merge(operand, 1, Integer::sum)));
        Values values = new Values(tolerance);
        SequencedMap<Node, OpDifference> differences = new LinkedHashMap<>();
        for (Node node : lowered.nodes()) {
            if (node.op() instanceof Leaf leaf) {
                values.put(
                        new Value(node, 0),
                        switch (leaf) {
                            case Leaf.Input input -> found(inputs, input.label());
                            case Leaf.Constant constant -> constant.value();
                            case Leaf.ReadVariable read -> found(variables, read.variable());
                        });
                continue;
            }
            try (OpPair pair = new OpPair(candidate, reference, node)) {
                differences.put(node, compare(node, pair, values));
            }
            for (Value operand : node.inputs()) {
                if (readsLeft.merge(operand, -1, Integer::sum) == 0) {
                    values.remove(operand);
                }
            }
        }
        return new ReplayResult(lowered, differences, tolerance);
    }

    /** Runs a node on both backends, and enters it where it is a loop that differs. */
    OpDifference compare(Node node, OpPair pair, Values values) {
        double relative = values.run(node, pair);
        Optional<OpDifference.InLoop> within = Optional.empty();
        if (node.op() instanceof Scan scan && !(relative <= tolerance)) {
            within = within(scan, node.inputs().stream().map(values::get).toList());
        }
        return new OpDifference(node, relative, within);
    }

    /** Returns the first node of a loop's body that differs, at the first step at which one does. */
    private Optional<OpDifference.InLoop> within(Scan scan, List<Tensor> operands) {
        try (LoopBody body = new LoopBody(this, scan)) {
            return body.firstDifference(operands);
        }
    }

    private static <K> Tensor found(Map<K, Tensor> values, K key) {
        Tensor value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the replay was given no value for " + key);
        }
        return value;
    }
}
