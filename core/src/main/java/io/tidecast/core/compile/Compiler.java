package io.tidecast.core.compile;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Variable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** Turns graphs into plans for one backend: simplify, lower, schedule, plan memory. */
public final class Compiler {
    private final Backend backend;
    private final boolean sharingMemory;

    /** Makes a compiler whose plans share memory between values that are not alive together. */
    public Compiler(Backend backend) {
        this(backend, true);
    }

    /**
     * Makes a compiler.
     *
     * @param sharingMemory whether values may lie at the same place at different times; without it each value keeps its
     *     memory to the end of a run, which takes more of it and helps to find mistakes
     */
    public Compiler(Backend backend, boolean sharingMemory) {
        this.backend = backend;
        this.sharingMemory = sharingMemory;
    }

    /**
     * Compiles a graph.
     *
     * @throws io.tidecast.core.error.GraphException if the backend lacks a kernel that the graph needs
     */
    public Plan compile(Graph graph) {
        Lowering lowering = new Lowering(backend);
        Graph lowered = lowering.lower(graph);
        StepPlan steps = StepPlanner.plan(lowered, new Kernels(backend), sharingMemory);
        SequencedMap<String, Location> inputs = new LinkedHashMap<>();
        for (int i = 0; i < steps.inputs().size(); i++) {
            Leaf.Input input = (Leaf.Input) lowered.inputs().get(i).node().op();
            inputs.put(input.label(), steps.inputs().get(i));
        }
        SequencedMap<String, Location> outputs = new LinkedHashMap<>();
        int next = 0;
        for (String label : lowered.outputs().keySet()) {
            outputs.put(label, steps.outputs().get(next++));
        }
        return new Plan(backend, graph.name(), steps, inputs, outputs, variables(lowered), lowering.decomposed());
    }

    private static SequencedSet<Variable> variables(Graph graph) {
        SequencedSet<Variable> variables = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Leaf.ReadVariable read) {
                variables.add(read.variable());
            }
        }
        graph.assignments().forEach(assignment -> variables.add(assignment.variable()));
        return variables;
    }
}
