package io.tidecast.core.compile;

import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Rewrites a graph into one that computes the same with less: nodes that nothing needs and outputs that nothing reads
 * fall away, nodes that compute the same become one, and additions of 0, products with 1 and repeated reshapes vanish.
 */
public final class Simplifier {
    /** What makes two nodes compute the same. */
    private record Key(Object op, List<Value> inputs) {}

    /** What makes two scalar constants the same; bits, so that −0 and 0 differ. */
    private record ScalarKey(DType dtype, long bits) {}

    private final Graph source;
    private final GraphBuilder target;
    private final Map<Value, Value> copies = new HashMap<>();
    private final Map<Key, List<Value>> known = new HashMap<>();

    private Simplifier(Graph source) {
        this.source = source;
        this.target = new GraphBuilder(source.name());
    }

    /** Returns a simpler graph with the same inputs, outputs and assignments. */
    public static Graph simplify(Graph graph) {
        Graph simpler = new Simplifier(graph).rewrite();
        return leavesWaste(simpler) ? simplify(simpler) : simpler;
    }

    /** Returns whether a graph has nodes that nothing needs, as a shortcut leaves behind what it went around. */
    private static boolean leavesWaste(Graph graph) {
        Map<Node, Integer> used = usedOutputs(graph);
        return graph.nodes().stream().anyMatch(node -> !used.containsKey(node) && !(node.op() instanceof Leaf.Input));
    }

    private Graph rewrite() {
        Map<Node, Integer> used = usedOutputs(source);
        for (Node node : source.nodes()) {
            if (used.containsKey(node) || node.op() instanceof Leaf.Input) {
                List<Value> results = add(node, used.getOrDefault(node, 0));
                for (int output = 0; output < results.size(); output++) {
                    copies.put(new Value(node, output), results.get(output));
                }
            }
        }
        source.outputs().forEach((label, value) -> target.output(label, copy(value)));
        source.assignments().forEach(assignment -> target.assign(assignment.variable(), copy(assignment.value())));
        return target.build();
    }

    /** Returns for each node that is needed the number of its outputs up to the last one that is read. */
    static Map<Node, Integer> usedOutputs(Graph graph) {
        Map<Node, Integer> used = new HashMap<>();
        graph.outputs().values().forEach(value -> use(used, value));
        graph.assignments().forEach(assignment -> use(used, assignment.value()));
        for (Node node : graph.nodes().reversed()) {
            if (used.containsKey(node)) {
                node.inputs().forEach(input -> use(used, input));
            }
        }
        return used;
    }

    private static void use(Map<Node, Integer> used, Value value) {
        used.merge(value.node(), value.output() + 1, Math::max);
    }

    private Value copy(Value value) {
        return Lookup.in(copies, value);
    }

    private List<Value> add(Node node, int usedCount) {
        List<Value> inputs = node.inputs().stream().map(this::copy).toList();
        try (GraphBuilder.Scope _ = target.at(node.origin())) {
            if (node.op() instanceof Leaf.Input input) {
                return List.of(target.input(input.label(), input.type()));
            }
            if (node.op() instanceof Leaf.ReadVariable read) {
                return List.of(target.read(read.variable()));
            }
            Optional<Value> shorter = shortcut(node.op(), inputs);
            if (shorter.isPresent()) {
                return List.of(shorter.get());
            }
            Op op = node.op().trimmed(usedCount);
            Key key = new Key(identity(op), inputs);
            List<Value> same = known.get(key);
            if (same == null) {
                same = target.applyAll(inner(op), inputs);
                known.put(key, same);
            }
            return same;
        }
    }

    private static Object identity(Op op) {
        if (op instanceof Leaf.Constant constant
                && constant.value().type().shape().rank() == 0) {
            Tensor value = constant.value();
            return new ScalarKey(value.type().dtype(), Double.doubleToRawLongBits(value.get(0)));
        }
        return op;
    }

    private static Op inner(Op op) {
        return op instanceof Scan scan
                ? new Scan(
                        simplify(scan.body()),
                        scan.carries(),
                        scan.sliceAxes(),
                        scan.stackAxes(),
                        scan.length(),
                        scan.reverse(),
                        scan.history())
                : op;
    }

    private static Optional<Value> shortcut(Op op, List<Value> inputs) {
        return switch (op) {
            case Reshape reshape
            when inputs.getFirst().shape().equals(reshape.shape()) -> Optional.of(inputs.getFirst());
            case Reshape reshape
            when inputs.getFirst().node().op() instanceof Reshape -> {
                Value origin = inputs.getFirst().node().inputs().getFirst();
                yield Optional.of(
                        origin.shape().equals(reshape.shape())
                                ? origin
                                : origin.builder().apply(reshape, origin));
            }
            case Binary binary -> neutral(binary, inputs.get(0), inputs.get(1));
            case Op other -> Optional.empty();
        };
    }

    private static Optional<Value> neutral(Binary binary, Value left, Value right) {
        return switch (binary.kind()) {
            case ADD -> {
                if (repeats(right, 0)) {
                    yield Optional.of(left);
                }
                yield repeats(left, 0) ? Optional.of(right) : Optional.empty();
            }
            case SUBTRACT -> repeats(right, 0) ? Optional.of(left) : Optional.empty();
            case MULTIPLY -> {
                if (repeats(right, 1)) {
                    yield Optional.of(left);
                }
                yield repeats(left, 1) ? Optional.of(right) : Optional.empty();
            }
            case DIVIDE -> repeats(right, 1) ? Optional.of(left) : Optional.empty();
            case MAXIMUM, MINIMUM -> Optional.empty();
        };
    }

    private static boolean repeats(Value value, double number) {
        Op op = value.node().op();
        Value scalar = op instanceof Broadcast ? value.node().inputs().getFirst() : value;
        OptionalDouble constant = scalar.node().op() instanceof Leaf.Constant leaf
                        && leaf.value().type().size() == 1
                ? OptionalDouble.of(leaf.value().get(0))
                : OptionalDouble.empty();
        return constant.isPresent() && constant.getAsDouble() == number;
    }
}
