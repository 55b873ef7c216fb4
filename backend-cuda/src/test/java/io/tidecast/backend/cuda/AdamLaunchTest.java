package io.tidecast.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.op.Ops;
import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All parameters of a network are changed by one launch, or by as few as their number allows. */
class AdamLaunchTest {
    private static final String KERNEL = "adam_step";
    private static final Update UPDATE = Update.by(Adam.KERAS);
    private static final double RATE = 0.01;
    private static final int STEPS = 3;

    /** From zero moments a constant gradient moves each weight by the rate, whatever the gradient's size. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "60, 1", "61, 2", "130, 3"})
    void parametersOfAStepShareALaunch(int count, int launches) {
        Emulation emulation = Emulation.required();
        List<Variable> parameters = IntStream.range(0, count)
                .mapToObj(i -> new Variable("weight" + i, TensorType.f32(1 + 37 * i)))
                .toList();
        List<Variable> variables = new ArrayList<>(parameters);
        variables.addAll(UPDATE.state(parameters));
        try (Backend backend = new CudaProvider().open(BackendOptions.defaults());
                VariableStore store = new VariableStore(backend, variables);
                Program program =
                        new Compiler(backend).compile(step(parameters)).instantiate(store)) {
            SequencedMap<Variable, Tensor> zeros = new LinkedHashMap<>();
            variables.forEach(variable -> zeros.put(variable, Tensor.zeros(variable.type())));
            store.restore(zeros);
            for (int step = 1; step <= STEPS; step++) {
                program.set("step size", Tensor.filled(TensorType.f32(), Adam.KERAS.stepSize(step, RATE)));
                long before = emulation.count(KERNEL);
                program.run();
                assertEquals(1, program.get("applied").get(0));
                assertEquals(launches, emulation.count(KERNEL) - before);
            }
            for (Variable parameter : parameters) {
                Tensor moved = store.get(parameter);
                for (int i = 0; i < moved.type().size(); i++) {
                    assertEquals(-STEPS * RATE, moved.get(i), 1e-6, parameter.name());
                }
            }
        }
    }

    /** The gradient by parameter i is i + 1 everywhere, once the parameter has been read. */
    private static Graph step(List<Variable> parameters) {
        GraphBuilder builder = new GraphBuilder("step");
        SequencedMap<Variable, Value> gradients = new LinkedHashMap<>();
        for (Variable parameter : parameters) {
            Value zeros = Ops.multiply(builder.read(parameter), 0);
            gradients.put(parameter, Ops.add(zeros, gradients.size() + 1));
        }
        Value stepSize = builder.input("step size", TensorType.f32());
        Value loss = Ops.scalar(stepSize, 1);
        builder.output("applied", UPDATE.add(builder, gradients, loss, stepSize).applied());
        return builder.build();
    }
}
