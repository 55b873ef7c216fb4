package io.tidecast.bench;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.List;

/** One operation on a backend of its own, with operands set, ready to run again and again. */
final class OperationWorkload implements AutoCloseable {
    private final Backend backend;
    private final VariableStore store;
    private final Program program;

    OperationWorkload(String backend, int threads, Composite op, List<Tensor> operands) {
        GraphBuilder builder = new GraphBuilder(op.name());
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            inputs.add(builder.input(operand(i), operands.get(i).type()));
        }
        List<Value> outputs = builder.applyAll(op, inputs);
        for (int i = 0; i < outputs.size(); i++) {
            builder.output(result(i), outputs.get(i));
        }
        this.backend = Backends.open(backend, new BackendOptions(threads));
        store = new VariableStore(this.backend, List.of());
        program = new Compiler(this.backend).compile(builder.build()).instantiate(store);
        for (int i = 0; i < operands.size(); i++) {
            program.set(operand(i), operands.get(i));
        }
    }

    /** Computes once. */
    void run() {
        program.run();
    }

    /** Returns a copy of an output. */
    Tensor output(int index) {
        return program.get(result(index));
    }

    private static String operand(int index) {
        return "operand" + index;
    }

    private static String result(int index) {
        return "result" + index;
    }

    @Override
    public void close() {
        program.close();
        store.close();
        backend.close();
    }
}
