package io.tidecast.models.measure;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts the operations of a graph's matrix products, 2·m·n·k each: those that stand in it, those in its composites'
 * decompositions, and those of a loop's body as often as it runs. A gradient takes one more product of the same size for
 * each operand that depends on a variable, and no other way to compute it is counted: neither what a kernel computes
 * twice nor what it saves itself. Additions, activations and the optimiser are not counted.
 */
final class MatrixWork {
    private final boolean gradient;
    private long operations;

    private MatrixWork(boolean gradient) {
        this.gradient = gradient;
    }

    /** Returns the operations of a graph. */
    static long ofInference(Graph graph) {
        return count(graph, false);
    }

    /** Returns the operations of a graph and of its gradient by all variables that it reads. */
    static long ofTraining(Graph graph) {
        return count(graph, true);
    }

    private static long count(Graph graph, boolean gradient) {
        MatrixWork work = new MatrixWork(gradient);
        work.add(graph, new HashSet<>(), 1);
        return work.operations;
    }

    /**
     * Adds a graph's operations.
     *
     * @param varying the inputs that depend on a variable; what depends on them is added
     * @param times how often the graph runs; 0 to find out what varies
     */
    private void add(Graph graph, Set<Value> varying, long times) {
        for (Node node : graph.nodes()) {
            List<Boolean> varies = switch (node.op()) {
                case Leaf leaf -> List.of(leaf instanceof Leaf.ReadVariable || varying.contains(new Value(node, 0)));
                case Composite composite -> addComposite(composite, node, flags(node.inputs(), varying), times);
                case Scan scan -> addScan(scan, flags(node.inputs(), varying), times);
                case MatMul product -> addProduct(product, node, flags(node.inputs(), varying), times);
                case Primitive _ -> List.of(node.inputs().stream().anyMatch(varying::contains));
            };
            for (int output = 0; output < node.types().size(); output++) {
                if (varies.get(Math.min(output, varies.size() - 1))) {
                    varying.add(new Value(node, output));
                }
            }
        }
    }

    private List<Boolean> addProduct(MatMul product, Node node, List<Boolean> varies, long times) {
        int inner = node.inputs().getFirst().dim(product.transposeLeft() ? 0 : 1);
        long forward = 2L * inner * node.types().getFirst().size();
        long backward = gradient ? varies.stream().filter(Boolean::booleanValue).count() : 0;
        operations += times * forward * (1 + backward);
        return List.of(varies.contains(true));
    }

    private List<Boolean> addComposite(Composite composite, Node node, List<Boolean> varies, long times) {
        GraphBuilder builder = new GraphBuilder(composite.name());
        List<Value> inputs = new ArrayList<>();
        Set<Value> varying = new HashSet<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            inputs.add(builder.input("operand" + i, node.inputs().get(i).type()));
            if (varies.get(i)) {
                varying.add(inputs.get(i));
            }
        }
        List<Value> results = composite.decompose(builder, inputs);
        add(builder.build(), varying, times);
        return flags(results, varying);
    }

    /** What a loop hands on may vary from the second step only, so what varies is found out first. */
    private List<Boolean> addScan(Scan scan, List<Boolean> given, long times) {
        List<Boolean> entering = new ArrayList<>(given);
        List<Boolean> leaving;
        boolean grown;
        do {
            leaving = addBody(scan, entering, 0);
            grown = false;
            for (int carry = 0; carry < scan.carries(); carry++) {
                if (leaving.get(carry) && !entering.get(carry)) {
                    entering.set(carry, true);
                    grown = true;
                }
            }
        } while (grown);
        addBody(scan, entering, times * scan.length());
        List<Boolean> outputs = new ArrayList<>(leaving);
        if (scan.history()) {
            outputs.addAll(entering.subList(0, scan.carries()));
        }
        return outputs;
    }

    private List<Boolean> addBody(Scan scan, List<Boolean> entering, long times) {
        Graph body = scan.body();
        Set<Value> varying = new HashSet<>();
        for (int i = 0; i < entering.size(); i++) {
            if (entering.get(i)) {
                varying.add(body.inputs().get(i));
            }
        }
        add(body, varying, times);
        return flags(body.outputList(), varying);
    }

    private static List<Boolean> flags(List<Value> values, Set<Value> varying) {
        return values.stream().map(varying::contains).toList();
    }
}
