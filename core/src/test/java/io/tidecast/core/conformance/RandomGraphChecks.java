package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what the compiler makes of a random graph against the graph interpreted as it was traced. */
final class RandomGraphChecks {
    /** The simplifier may turn −0 into 0, which can change the last bits of a sum's gradient at most. */
    private static final double ROUNDING = 1e-12;

    private static final int RUNS = 3;

    private RandomGraphChecks() {}

    static void assertPlansAgree(Backend backend, RandomGraph random) {
        List<Tensor> inputs = random.inputs();
        for (boolean everything : new boolean[] {false, true}) {
            Graph graph = random.graph(everything);
            List<Tensor> expected = new Interpreter(backend, Map.of()).run(graph, inputs);
            for (boolean sharing : new boolean[] {false, true}) {
                String what = (sharing ? "sharing memory" : "keeping all") + (everything ? ", every value" : "");
                Backend poisoning = new PoisoningBackend(backend, Float.NaN);
                try (GraphRun run = new GraphRun(poisoning, graph, sharing)) {
                    Agreement.assertClose(expected, run.of(inputs), ROUNDING, what);
                    Agreement.assertClose(expected, run.again(), ROUNDING, what + ", run again");
                }
            }
        }
    }

    static void assertVariablesAgree(Backend backend, RandomGraph random) {
        List<Tensor> inputs = random.inputs();
        Graph graph = random.changingVariables();
        Map<Variable, Tensor> first = new HashMap<>();
        random.variables().forEach(variable -> first.put(variable, random.initial(variable)));
        for (boolean sharing : new boolean[] {false, true}) {
            Interpreter interpreter = new Interpreter(backend, first);
            Backend poisoning = new PoisoningBackend(backend, Float.NaN);
            try (VariableStore store = new VariableStore(poisoning, random.variables());
                    Program program =
                            new Compiler(poisoning, sharing).compile(graph).instantiate(store)) {
                first.forEach(store::set);
                for (int i = 0; i < inputs.size(); i++) {
                    program.set(OpCase.inputName(i), inputs.get(i));
                }
                for (int run = 0; run < RUNS; run++) {
                    List<Tensor> expected = interpreter.run(graph, inputs);
                    program.run();
                    List<Tensor> actual =
                            graph.outputs().keySet().stream().map(program::get).toList();
                    Agreement.assertClose(expected, actual, ROUNDING, "outputs of run " + run);
                    for (Variable variable : random.variables()) {
                        Agreement.assertClose(
                                List.of(interpreter.variable(variable)),
                                List.of(store.get(variable)),
                                ROUNDING,
                                variable + " after run " + run);
                    }
                }
            }
        }
    }

    static void assertGradientAgrees(Backend backend, RandomGraph random) {
        GradientCheck.assertAgreesWithDifferences(backend, random.inputs(), random::trace);
    }
}
