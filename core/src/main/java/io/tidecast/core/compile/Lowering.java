package io.tidecast.core.compile;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inliner;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Rewrites a graph until a backend has a kernel for every composite that is left, puts the body of a loop of one step in
 * the loop's place, and makes the other loops self-contained: what a loop's body takes from outside, it is given.
 */
public final class Lowering {
    private final Backend backend;
    private final SequencedSet<String> decomposed = new LinkedHashSet<>();

    /** Makes a lowering for one backend. */
    public Lowering(Backend backend) {
        this.backend = backend;
    }

    /** Returns the names of the composites that were decomposed for want of a kernel. */
    public SequencedSet<String> decomposed() {
        return decomposed;
    }

    /** Returns an equivalent graph whose composites all have kernels. */
    public Graph lower(Graph graph) {
        Graph lowered = Simplifier.simplify(graph);
        while (lowered.nodes().stream().anyMatch(this::wantsDecomposition)) {
            lowered = Simplifier.simplify(decompose(lowered));
        }
        boolean loops = lowered.nodes().stream().anyMatch(node -> node.op() instanceof Scan);
        return loops ? lowerLoops(lowered) : lowered;
    }

    private boolean wantsDecomposition(Node node) {
        return (node.op() instanceof Scan scan && OnlyStep.of(scan))
                || (node.op() instanceof Composite
                        && backend.kernel(new KernelRequest(node.op(), node.inputTypes(), node.types()))
                                .isEmpty());
    }

    private Graph decompose(Graph graph) {
        return rewrite(graph, (node, inputs, target) -> {
            if (node.op() instanceof Composite composite && wantsDecomposition(node)) {
                decomposed.add(composite.name());
                return composite.decompose(target, inputs);
            }
            if (node.op() instanceof Scan scan && OnlyStep.of(scan)) {
                return OnlyStep.inline(scan, inputs, target);
            }
            return target.applyAll(node.op(), inputs);
        });
    }

    private Graph lowerLoops(Graph graph) {
        return rewrite(
                graph,
                (node, inputs, target) -> node.op() instanceof Scan scan
                        ? addClosed(scan, inputs, target)
                        : target.applyAll(node.op(), inputs));
    }

    /** Adds a loop with a lowered body; its last two inputs are the first index and the index's increment. */
    private List<Value> addClosed(Scan scan, List<Value> inputs, GraphBuilder target) {
        Graph body = lower(scan.body());
        GraphBuilder inner = new GraphBuilder(body.name());
        List<Value> arguments = new ArrayList<>();
        for (Value input : body.inputs()) {
            arguments.add(inner.input(((Leaf.Input) input.node().op()).label(), input.type()));
        }
        List<Value> operands = new ArrayList<>(inputs);
        Map<Value, Value> lifted = new HashMap<>();
        for (Node node : body.nodes()) {
            if (node.op() instanceof Leaf leaf && !(leaf instanceof Leaf.Input)) {
                lifted.put(node.outputs().getFirst(), inner.input("lifted " + operands.size(), leaf.type()));
                operands.add(
                        leaf instanceof Leaf.ReadVariable read ? target.read(read.variable()) : target.apply(leaf));
            }
        }
        copyBody(body, inner, arguments, lifted);
        inner.input("first index " + operands.size(), TensorType.i32());
        inner.input("increment " + operands.size(), TensorType.i32());
        operands.add(target.constant(Tensor.of(TensorType.i32(), scan.reverse() ? scan.length() - 1 : 0)));
        operands.add(target.constant(Tensor.of(TensorType.i32(), scan.reverse() ? -1 : 1)));
        Scan closed = new Scan(
                inner.build(),
                scan.carries(),
                scan.sliceAxes(),
                scan.stackAxes(),
                scan.length(),
                scan.reverse(),
                scan.history());
        return target.applyAll(closed, operands);
    }

    private static void copyBody(Graph body, GraphBuilder inner, List<Value> arguments, Map<Value, Value> lifted) {
        List<Value> results = Inliner.inline(body, inner, arguments, lifted);
        int next = 0;
        for (String label : body.outputs().keySet()) {
            inner.output(label, results.get(next++));
        }
    }

    @FunctionalInterface
    private interface Rule {
        List<Value> add(Node node, List<Value> inputs, GraphBuilder target);
    }

    private static Graph rewrite(Graph graph, Rule rule) {
        GraphBuilder target = new GraphBuilder(graph.name());
        Map<Value, Value> copies = new HashMap<>();
        for (Node node : graph.nodes()) {
            List<Value> inputs = node.inputs().stream().map(copies::get).toList();
            try (GraphBuilder.Scope _ = target.at(node.origin())) {
                List<Value> results = switch (node.op()) {
                    case Leaf.Input input -> List.of(target.input(input.label(), input.type()));
                    case Leaf.ReadVariable read -> List.of(target.read(read.variable()));
                    default -> rule.add(node, inputs, target);
                };
                for (int output = 0; output < results.size(); output++) {
                    copies.put(new Value(node, output), results.get(output));
                }
            }
        }
        graph.outputs().forEach((label, value) -> target.output(label, Lookup.in(copies, value)));
        graph.assignments()
                .forEach(assignment -> target.assign(assignment.variable(), Lookup.in(copies, assignment.value())));
        return target.build();
    }
}
