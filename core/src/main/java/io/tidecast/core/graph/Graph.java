package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A finished graph.
 *
 * @param name what it computes, for reports
 * @param nodes every node, inputs before the nodes that use them
 * @param inputs the values given for each run, in the order they were declared
 * @param outputs the results by name, in the order they were declared
 * @param assignments what the variables become when a run ends
 */
public record Graph(
        String name,
        List<Node> nodes,
        List<Value> inputs,
        SequencedMap<String, Value> outputs,
        List<Assignment> assignments) {

    /** A variable's value after the run. */
    public record Assignment(Variable variable, Value value) {}

    /** Returns the types of the inputs in order. */
    public List<TensorType> inputTypes() {
        return inputs.stream().map(Value::type).toList();
    }

    /** Returns the types of the outputs in order. */
    public List<TensorType> outputTypes() {
        return outputs.values().stream().map(Value::type).toList();
    }

    /** Returns the outputs in order. */
    public List<Value> outputList() {
        return List.copyOf(outputs.values());
    }

    /** Returns a line for each node, output and assignment. */
    public String listing() {
        return nodes.stream().map(Node::toString).collect(Collectors.joining("\n", "graph " + name + "\n", "\n"))
                + outputs.entrySet().stream()
                        .map(output -> output.getKey() + " := " + output.getValue() + "\n")
                        .collect(Collectors.joining())
                + assignments.stream()
                        .map(assignment -> assignment.variable().name() + " <- " + assignment.value() + "\n")
                        .collect(Collectors.joining());
    }

    /** Returns the name and the number of nodes; {@link #listing} has the rest. */
    @Override
    public String toString() {
        return name + "(" + nodes.size() + " nodes)";
    }
}
