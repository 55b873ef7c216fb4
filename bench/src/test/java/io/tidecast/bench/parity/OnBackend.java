package io.tidecast.bench.parity;

import io.tidecast.core.backend.Availability;
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
import org.junit.jupiter.api.Assumptions;

/** Computes one operation on a backend, or skips the test with the reason why the backend cannot run here. */
final class OnBackend {
    private OnBackend() {}

    static List<String> names() {
        return Backends.table().stream().map(Backends.Row::name).toList();
    }

    static Backend open(String name) {
        for (Backends.Row row : Backends.table()) {
            if (row.name().equals(name) && row.availability() instanceof Availability.Unavailable no) {
                Assumptions.abort(name + ": " + no.reason());
            }
        }
        return Backends.open(name, new BackendOptions(1));
    }

    static Tensor run(String name, Composite op, List<Tensor> operands) {
        GraphBuilder builder = new GraphBuilder("parity");
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            inputs.add(builder.input("operand" + i, operands.get(i).type()));
        }
        builder.output("result", builder.apply(op, inputs.toArray(Value[]::new)));
        try (Backend backend = open(name);
                VariableStore variables = new VariableStore(backend, List.of());
                Program program = new Compiler(backend).compile(builder.build()).instantiate(variables)) {
            for (int i = 0; i < operands.size(); i++) {
                program.set("operand" + i, operands.get(i));
            }
            program.run();
            return program.get("result");
        }
    }
}
