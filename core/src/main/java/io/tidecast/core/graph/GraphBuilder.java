package io.tidecast.core.graph;

import io.tidecast.core.error.GraphException;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Collects nodes while a model is traced, checking each operation's shapes as it is added. Not for several threads. */
public final class GraphBuilder {
    private static final StackWalker STACK = StackWalker.getInstance();
    /** Frames that ask for no op of their own: this library's, and the JDK's that call back into it. */
    private static final List<String> PASSED_OVER = List.of(
            "java.",
            "io.tidecast.core.graph.",
            "io.tidecast.core.op.",
            "io.tidecast.core.grad.",
            "io.tidecast.core.composite.",
            "io.tidecast.core.optim.");

    private final String name;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Value> inputs = new ArrayList<>();
    private final Map<Variable, Value> reads = new HashMap<>();
    private final SequencedMap<String, Value> outputs = new LinkedHashMap<>();
    private final SequencedMap<Variable, Value> assignments = new LinkedHashMap<>();
    private String scope = "";
    private Optional<Origin> fixedOrigin = Optional.empty();

    /** Starts an empty graph. */
    public GraphBuilder(String name) {
        this.name = name;
    }

    /** A stretch of tracing whose nodes share a scope's name; closing it ends the stretch. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Declares a value given anew for each run. */
    public Value input(String label, TensorType type) {
        if (inputs.stream()
                .anyMatch(input -> ((Leaf.Input) input.node().op()).label().equals(label))) {
            throw new GraphException("graph " + name + ": there is already an input named " + label);
        }
        Value value = apply(new Leaf.Input(label, type));
        inputs.add(value);
        return value;
    }

    /** Returns the value that a variable has when the run starts. */
    public Value read(Variable variable) {
        Value known = reads.get(variable);
        if (known == null) {
            known = apply(new Leaf.ReadVariable(variable));
            reads.put(variable, known);
        }
        return known;
    }

    /** Adds a value known now. */
    public Value constant(Tensor value) {
        return apply(new Leaf.Constant(value));
    }

    /** Adds an operation of one output. */
    public Value apply(Op op, Value... operands) {
        List<Value> results = applyAll(op, List.of(operands));
        if (results.size() != 1) {
            throw new GraphException(op.name() + " has " + results.size() + " outputs where one is expected");
        }
        return results.getFirst();
    }

    /**
     * Adds an operation.
     *
     * @return its outputs
     * @throws GraphException if the operands do not fit
     */
    public List<Value> applyAll(Op op, List<Value> operands) {
        Origin origin = fixedOrigin.orElseGet(() -> new Origin(scope, place()));
        for (Value operand : operands) {
            if (operand.builder() != this) {
                throw new GraphException(op.name() + ": an operand belongs to the graph " + operand.builder().name
                        + ", not to " + name + "; " + origin);
            }
        }
        List<TensorType> types = operands.stream().map(Value::type).toList();
        List<TensorType> results;
        try {
            results = op.outputs(types);
        } catch (IllegalArgumentException | ArithmeticException reason) {
            throw new GraphException(op.name() + ": " + reason.getMessage() + "; " + describe(types) + "; " + origin);
        }
        Node node = new Node(this, nodes.size(), op, operands, results, origin);
        nodes.add(node);
        return node.outputs();
    }

    /** Declares a result. */
    public void output(String label, Value value) {
        if (outputs.putIfAbsent(label, value) != null) {
            throw new GraphException("graph " + name + ": there is already an output named " + label);
        }
    }

    /** Declares what a variable becomes when the run ends; reads in the same graph still see the value before. */
    public void assign(Variable variable, Value value) {
        if (!variable.type().equals(value.type())) {
            throw new GraphException("variable " + variable.name() + " of type " + variable.type()
                    + " cannot become a value of type " + value.type() + "; " + new Origin(scope, place()));
        }
        if (assignments.putIfAbsent(variable, value) != null) {
            throw new GraphException("variable " + variable.name() + " is assigned twice in graph " + name);
        }
    }

    /** Names the stretch of tracing until the returned scope is closed. */
    public Scope scope(String part) {
        String outer = scope;
        scope = outer.isEmpty() ? part : outer + "/" + part;
        return () -> scope = outer;
    }

    /** Lets all nodes until the returned scope is closed come from {@code origin}. */
    public Scope at(Origin origin) {
        Optional<Origin> outer = fixedOrigin;
        fixedOrigin = Optional.of(origin);
        return () -> fixedOrigin = outer;
    }

    /** Returns how many nodes there are so far. */
    public int size() {
        return nodes.size();
    }

    /** Returns the nodes so far, inputs before the nodes that use them. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** Returns the graph made so far. */
    public Graph build() {
        List<Graph.Assignment> changes = assignments.entrySet().stream()
                .map(change -> new Graph.Assignment(change.getKey(), change.getValue()))
                .toList();
        return new Graph(
                name,
                List.copyOf(nodes),
                List.copyOf(inputs),
                Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outputs)),
                changes);
    }

    private static String describe(List<TensorType> types) {
        if (types.size() == 2) {
            return "lhs " + types.get(0).shape() + ", rhs " + types.get(1).shape();
        }
        return types.stream().map(TensorType::toString).collect(Collectors.joining(", ", "inputs ", ""));
    }

    private static String place() {
        return STACK.walk(
                frames -> frames.filter(frame -> PASSED_OVER.stream().noneMatch(frame.getClassName()::startsWith))
                        .findFirst()
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .orElse("an unknown place"));
    }
}
