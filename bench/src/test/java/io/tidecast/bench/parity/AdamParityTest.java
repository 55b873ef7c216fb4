package io.tidecast.bench.parity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.grad.Differentiator;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.op.Ops;
import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.WaveNet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Training steps of whole networks, their updates held against Keras' formula in double precision. */
class AdamParityTest {
    private static final int STEPS = 3;
    private static final double RATE = 0.001;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-7;
    private static final double TOLERANCE = 1e-6;

    /** A parameter and its moments. */
    private record Snapshot(Tensor parameter, Tensor m, Tensor v) {
        static Snapshot of(VariableStore store, Variable parameter) {
            List<Variable> moments = Adam.KERAS.state(parameter);
            return new Snapshot(store.get(parameter), store.get(moments.get(0)), store.get(moments.get(1)));
        }
    }

    static Stream<Arguments> cases() {
        return OnBackend.names().stream()
                .flatMap(name -> Stream.of(ConvGru.BOOK, WaveNet.BOOK).map(book -> Arguments.of(name, book)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void update(String backendName, Architecture architecture) {
        Network network = architecture.build(1, 10, 50);
        Update update = Update.by(Adam.KERAS);
        SplittableRandom random = new SplittableRandom(31);
        Tensor x = Tensor.gaussian(TensorType.f32(1, 50, 32), 0.5, random);
        Tensor target = Tensor.gaussian(TensorType.f32(10, network.timeMap().steps(), 32), 0.5, random);
        List<Variable> variables = new ArrayList<>(network.variables());
        variables.addAll(update.state(network.variables()));
        try (Backend backend = OnBackend.open(backendName);
                VariableStore store = new VariableStore(backend, variables);
                Program program = new Compiler(backend)
                        .compile(step(network, update, x.type(), target.type()))
                        .instantiate(store)) {
            store.restore(network.initialWeights(3));
            program.set("x", x);
            program.set("target", target);
            for (int step = 1; step <= STEPS; step++) {
                List<Snapshot> before = network.variables().stream()
                        .map(parameter -> Snapshot.of(store, parameter))
                        .toList();
                program.set("step size", Tensor.of(TensorType.f32(), Adam.KERAS.stepSize(step, RATE)));
                program.run();
                for (int i = 0; i < before.size(); i++) {
                    Variable parameter = network.variables().get(i);
                    check(step, parameter, program.get(parameter.name()), before.get(i), Snapshot.of(store, parameter));
                }
            }
        }
    }

    /** Returns a step that tells its gradients. */
    private static Graph step(Network network, Update update, TensorType inputType, TensorType targetType) {
        GraphBuilder builder = new GraphBuilder("step");
        Value difference =
                Ops.subtract(network.apply(builder.input("x", inputType)), builder.input("target", targetType));
        Value loss = Ops.multiply(Ops.sumAll(Ops.square(difference)), 1.0 / targetType.size());
        List<Variable> parameters = network.variables();
        List<Value> found = Differentiator.gradient(
                loss, parameters.stream().map(builder::read).toList());
        SequencedMap<Variable, Value> gradients = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            gradients.put(parameters.get(i), found.get(i));
            builder.output(parameters.get(i).name(), found.get(i));
        }
        update.add(builder, gradients, loss, builder.input("step size", TensorType.f32()));
        return builder.build();
    }

    private static void check(int step, Variable parameter, Tensor gradient, Snapshot before, Snapshot after) {
        double alpha = RATE * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
        for (int i = 0; i < gradient.type().size(); i++) {
            double g = gradient.get(i);
            double m = before.m.get(i);
            double v = before.v.get(i);
            double p = before.parameter.get(i);
            double nextM = m + (g - m) * (1 - BETA1);
            double nextV = v + (g * g - v) * (1 - BETA2);
            double nextP = p - nextM * alpha / (Math.sqrt(nextV) + EPSILON);
            same(parameter.name() + " m", i, nextM, after.m.get(i), m);
            same(parameter.name() + " v", i, nextV, after.v.get(i), v);
            same(parameter.name(), i, nextP, after.parameter.get(i), p);
        }
    }

    /** Compares relative to the larger of a number and what it was before: a difference of the two may cancel. */
    private static void same(String name, int index, double expected, double found, double before) {
        double scale = Math.max(Math.abs(expected), Math.abs(before));
        assertTrue(
                Math.abs(found - expected) <= TOLERANCE * scale,
                () -> String.format(Locale.ROOT, "%s[%d]: expected %.9g, found %.9g", name, index, expected, found));
    }
}
