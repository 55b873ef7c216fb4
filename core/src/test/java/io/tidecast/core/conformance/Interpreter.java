package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.DynamicSlice;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a graph of primitives and loops as it was traced, one kernel at a time on memory of its own: nothing is
 * simplified, scheduled or planned. What compiled programs are held against.
 */
final class Interpreter {
    private final Backend backend;
    private final Map<Variable, Tensor> variables;

    Interpreter(Backend backend, Map<Variable, Tensor> variables) {
        this.backend = backend;
        this.variables = new HashMap<>(variables);
    }

    /** Returns the outputs in order, then changes the variables. */
    List<Tensor> run(Graph graph, List<Tensor> inputs) {
        Map<Value, Tensor> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i), inputs.get(i));
        }
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Leaf.Input)) {
                List<Tensor> operands =
                        node.inputs().stream().map(input -> get(values, input)).toList();
                List<Tensor> results = compute(node.op(), operands);
                for (int i = 0; i < results.size(); i++) {
                    values.put(new Value(node, i), results.get(i));
                }
            }
        }
        Map<Variable, Tensor> changed = new HashMap<>();
        graph.assignments().forEach(assignment -> changed.put(assignment.variable(), get(values, assignment.value())));
        variables.putAll(changed);
        return graph.outputs().values().stream()
                .map(output -> get(values, output))
                .toList();
    }

    /** Returns the value of a variable now. */
    Tensor variable(Variable variable) {
        return get(variables, variable);
    }

    private static <K> Tensor get(Map<K, Tensor> values, K key) {
        Tensor tensor = values.get(key);
        if (tensor == null) {
            throw new IllegalStateException(key + " has no value");
        }
        return tensor;
    }

    private List<Tensor> compute(Op op, List<Tensor> operands) {
        return switch (op) {
            case Leaf.Input input -> throw new IllegalStateException(input.label());
            case Leaf.Constant constant -> List.of(constant.value());
            case Leaf.ReadVariable read -> List.of(variable(read.variable()));
            case Primitive primitive -> kernel(primitive, operands);
            case Scan scan -> loop(scan, operands);
            case Composite composite -> throw new IllegalArgumentException(composite.name());
        };
    }

    private List<Tensor> kernel(Op op, List<Tensor> operands) {
        List<TensorType> types = operands.stream().map(Tensor::type).toList();
        try (KernelRun run = new KernelRun(backend, KernelRequest.of(op, types))) {
            return run.of(operands, Float.NaN);
        }
    }

    private List<Tensor> loop(Scan scan, List<Tensor> operands) {
        int carried = scan.carries();
        int constantsFrom = carried + scan.slices();
        List<Tensor> carries = new ArrayList<>(operands.subList(0, carried));
        List<TensorType> types =
                scan.outputs(operands.stream().map(Tensor::type).toList());
        List<Tensor> results = new ArrayList<>(types.stream().map(Tensor::zeros).toList());
        for (int step = 0; step < scan.length(); step++) {
            int index = scan.reverse() ? scan.length() - 1 - step : step;
            List<Tensor> arguments = new ArrayList<>(carries);
            for (int i = 0; i < scan.slices(); i++) {
                arguments.add(slice(operands.get(carried + i), scan.sliceAxes().get(i), index));
            }
            arguments.addAll(operands.subList(constantsFrom, operands.size()));
            if (scan.history()) {
                for (int i = 0; i < carried; i++) {
                    place(carries.get(i), results.get(carried + scan.emitted() + i), 0, index);
                }
            }
            List<Tensor> given = run(scan.body(), arguments);
            for (int i = 0; i < scan.emitted(); i++) {
                place(
                        given.get(carried + i),
                        results.get(carried + i),
                        scan.stackAxes().get(i),
                        index);
            }
            carries = new ArrayList<>(given.subList(0, carried));
        }
        for (int i = 0; i < carried; i++) {
            results.set(i, carries.get(i));
        }
        return results;
    }

    private Tensor slice(Tensor whole, int axis, int index) {
        Tensor slice = kernel(new DynamicSlice(axis, 1), List.of(whole, Samples.index(index)))
                .getFirst();
        return Tensor.of(whole.type().withShape(whole.shape().without(axis)), slice.doubles());
    }

    /** Writes a step's value into the place of its index along an axis. */
    private static void place(Tensor value, Tensor whole, int axis, int index) {
        Shape shape = whole.shape();
        long inner = shape.strides()[axis];
        for (long i = 0; i < value.type().size(); i++) {
            long outer = i / inner;
            whole.set((outer * shape.dim(axis) + index) * inner + i % inner, value.get(i));
        }
    }
}
