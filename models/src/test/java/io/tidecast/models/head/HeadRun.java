package io.tidecast.models.head;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.grad.Differentiator;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

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
        Tensor losses = run(head, parameters, targets, (outputs, all) -> all);
        return IntStream.range(0, targets.length).mapToDouble(losses::get).toArray();
    }

    /** Returns the gradient of the loss of each case by its parameters. */
    static double[][] gradients(Head head, double[][] parameters, double[] targets) {
        Tensor gradients = run(
                head,
                parameters,
                targets,
                (outputs, all) -> Differentiator.gradient(Ops.sumAll(all), List.of(outputs))
                        .getFirst());
        double[][] found = new double[targets.length][head.parameters()];
        for (int one = 0; one < targets.length; one++) {
            for (int i = 0; i < head.parameters(); i++) {
                found[one][i] = gradients.get((long) i * targets.length + one);
            }
        }
        return found;
    }

    private static Tensor run(
            Head head, double[][] parameters, double[] targets, BinaryOperator<Value> ofOutputsAndLosses) {
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
        Value given = builder.input("outputs", outputs.type());
        Value losses = head.losses(given, builder.input("target", came.type()));
        builder.output("found", ofOutputsAndLosses.apply(given, losses));
        try (Backend backend = Backends.open("cpu")) {
            Plan plan = new Compiler(backend).compile(builder.build());
            try (VariableStore store = new VariableStore(backend, plan.variables());
                    Program program = plan.instantiate(store)) {
                program.set("outputs", outputs);
                program.set("target", came);
                program.run();
                return program.get("found");
            }
        }
    }
}
