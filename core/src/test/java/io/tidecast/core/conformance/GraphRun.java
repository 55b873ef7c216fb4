package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.type.Tensor;
import java.util.List;

/** A graph without variables compiled for a backend, whose inputs are labelled as {@link OpCase} does. */
final class GraphRun implements AutoCloseable {
    private final Graph graph;
    private final VariableStore variables;
    private final Program program;

    GraphRun(Backend backend, Graph graph, boolean sharingMemory) {
        this.graph = graph;
        Plan plan = new Compiler(backend, sharingMemory).compile(graph);
        this.variables = new VariableStore(backend, plan.variables());
        this.program = plan.instantiate(variables);
    }

    /** Compiles, runs once and frees. */
    static List<Tensor> once(Backend backend, Graph graph, List<Tensor> inputs) {
        try (GraphRun run = new GraphRun(backend, graph, true)) {
            return run.of(inputs);
        }
    }

    /** Runs with these inputs, and returns the outputs in the order they were declared. */
    List<Tensor> of(List<Tensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            set(i, inputs.get(i));
        }
        return again();
    }

    /** Changes one input of the runs to come. */
    void set(int input, Tensor value) {
        program.set(OpCase.inputName(input), value);
    }

    /** Runs with the inputs set before. */
    List<Tensor> again() {
        program.run();
        return graph.outputs().keySet().stream().map(program::get).toList();
    }

    @Override
    public void close() {
        program.close();
        variables.close();
    }
}
