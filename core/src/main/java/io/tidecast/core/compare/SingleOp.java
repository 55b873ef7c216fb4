package io.tidecast.core.compare;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.List;

/** One node of a graph as a program of its own on one backend, decomposed where the backend has no kernel for it. */
final class SingleOp implements AutoCloseable {
    private final int outputs;
    private final VariableStore noVariables;
    private final Program program;

    SingleOp(Backend backend, Node node) {
        GraphBuilder builder = new GraphBuilder(node.op().name());
        List<Value> operands = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            operands.add(builder.input(operand(i), node.inputs().get(i).type()));
        }
        List<Value> results;
        try (GraphBuilder.Scope _ = builder.at(node.origin())) {
            results = builder.applyAll(node.op(), operands);
        }
        outputs = results.size();
        for (int i = 0; i < outputs; i++) {
            builder.output(result(i), results.get(i));
        }
        noVariables = new VariableStore(backend, List.of());
        program = new Compiler(backend, false).compile(builder.build()).instantiate(noVariables);
    }

    List<Tensor> run(List<Tensor> operands) {
        for (int i = 0; i < operands.size(); i++) {
            program.set(operand(i), operands.get(i));
        }
        program.run();
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            results.add(program.get(result(i)));
        }
        return results;
    }

    private static String operand(int position) {
        return "operand " + position;
    }

    private static String result(int position) {
        return "result " + position;
    }

    @Override
    public void close() {
        program.close();
        noVariables.close();
    }
}
