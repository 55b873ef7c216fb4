package io.tidecast.models.head;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;

/** Losses of heads as backends compute them in single precision. */
final class HeadRun {
    private HeadRun() {}

    /**
     * Returns the loss of each case, a target and a step of its own.
     *
     * @param parameters of each case
     * @param targets of each case
     */
    static double[] losses(Head head, double[][] parameters, double[] targets) {
        int cases = targets.length;
        Tensor outputs = Tensor.zeros(TensorType.f32(head.parameters(), 1, cases));
        Tensor came = Tensor.zeros(TensorType.f32(1, 1, cases));
        for (int one = 0; one < cases; one++) {
            for (int i = 0; i < head.parameters(); i++) {
                outputs.set((long) i * cases + one, parameters[one][i]);
            }
            came.set(one, targets[one]);
        }
        GraphBuilder builder = new GraphBuilder("losses");
        builder.output(
                "losses", head.losses(builder.input("outputs", outputs.type()), builder.input("target", came.type())));
        try (Backend backend = Backends.open("cpu")) {
            Plan plan = new Compiler(backend).compile(builder.build());
            try (VariableStore store = new VariableStore(backend, plan.variables());
                    Program program = plan.instantiate(store)) {
                program.set("outputs", outputs);
                program.set("target", came);
                program.run();
                Tensor losses = program.get("losses");
                double[] found = new double[cases];
                for (int one = 0; one < cases; one++) {
                    found[one] = losses.get(one);
                }
                return found;
            }
        }
    }
}
