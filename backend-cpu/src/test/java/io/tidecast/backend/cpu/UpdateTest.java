package io.tidecast.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Optimizer;
import io.tidecast.core.optim.Sgd;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several steps of each optimiser against its formula, and what clipping and broken gradients do. */
final class UpdateTest {
    private static final int SIZE = 37;
    private static final int STEPS = 5;
    private static final double LEARNING_RATE = 0.01;
    private static final double RELATIVE = 1e-6;
    private static final Variable WEIGHTS = new Variable("weights", TensorType.f32(SIZE));
    private static final Variable BIAS = new Variable("bias", TensorType.f32());

    static Stream<String> backends() {
        return Backends.table().stream()
                .filter(row -> row.availability() instanceof Availability.Available)
                .map(Backends.Row::name);
    }

    /** A program that updates two parameters by gradients that are given. */
    private static final class Training implements AutoCloseable {
        private final Optimizer optimizer;
        private final Backend backend;
        private final VariableStore store;
        private final Program program;
        private long step;

        Training(String name, Optimizer optimizer, double clipNorm) {
            this.optimizer = optimizer;
            backend = Backends.open(name);
            GraphBuilder builder = new GraphBuilder("update");
            SequencedMap<Variable, Value> gradients = new LinkedHashMap<>();
            gradients.put(WEIGHTS, builder.input("weights", WEIGHTS.type()));
            gradients.put(BIAS, builder.input("bias", BIAS.type()));
            Value loss = builder.input("loss", TensorType.f32());
            Value stepSize = builder.input("step size", TensorType.f32());
            Update.Outcome outcome = new Update(optimizer, clipNorm).add(builder, gradients, loss, stepSize);
            builder.output("norm", outcome.gradientNorm());
            builder.output("applied", outcome.applied());
            Plan plan = new Compiler(backend).compile(builder.build());
            store = new VariableStore(backend, plan.variables());
            program = plan.instantiate(store);
        }

        void step(Tensor weights, double bias, double loss) {
            step++;
            program.set("weights", weights);
            program.set("bias", scalar(bias));
            program.set("loss", scalar(loss));
            program.set("step size", scalar(optimizer.stepSize(step, LEARNING_RATE)));
            program.run();
        }

        double output(String name) {
            return program.get(name).get(0);
        }

        @Override
        public void close() {
            program.close();
            store.close();
            backend.close();
        }
    }

    private static Tensor scalar(double value) {
        return Tensor.of(TensorType.f32(), value);
    }

    private static Tensor gaussian(long seed) {
        return Tensor.gaussian(TensorType.f32(SIZE), 1, new Random(seed));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void adamAgreesWithKeras(String name) {
        try (Training training = new Training(name, Adam.KERAS, Double.POSITIVE_INFINITY)) {
            Tensor first = gaussian(1);
            training.store.set(WEIGHTS, first);
            double[] p = first.doubles();
            double[] m = new double[SIZE];
            double[] v = new double[SIZE];
            for (int t = 1; t <= STEPS; t++) {
                Tensor gradient = gaussian(100 + t);
                training.step(gradient, 0, 1);
                for (int i = 0; i < SIZE; i++) {
                    double g = gradient.get(i);
                    m[i] = 0.9 * m[i] + 0.1 * g;
                    v[i] = 0.999 * v[i] + 0.001 * g * g;
                    double alpha = LEARNING_RATE * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
                    p[i] -= alpha * m[i] / (Math.sqrt(v[i]) + 1e-7);
                }
                assertClose(p, training.store.get(WEIGHTS).doubles());
                assertEquals(1, training.output("applied"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void momentumAgreesWithKeras(String name) {
        try (Training training = new Training(name, new Sgd(0.9), Double.POSITIVE_INFINITY)) {
            double[] p = new double[SIZE];
            double[] velocity = new double[SIZE];
            for (int t = 1; t <= STEPS; t++) {
                Tensor gradient = gaussian(200 + t);
                training.step(gradient, 0, 1);
                for (int i = 0; i < SIZE; i++) {
                    velocity[i] = 0.9 * velocity[i] - LEARNING_RATE * gradient.get(i);
                    p[i] += velocity[i];
                }
                assertClose(p, training.store.get(WEIGHTS).doubles());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aLongGradientIsShortenedOverAllParameters(String name) {
        try (Training training = new Training(name, new Sgd(0), 0.5)) {
            Tensor gradient = Tensor.zeros(TensorType.f32(SIZE));
            gradient.set(0, 3);
            training.step(gradient, 4, 1);
            assertEquals(5, training.output("norm"), 1e-6);
            assertEquals(-LEARNING_RATE * 0.3, training.store.get(WEIGHTS).get(0), 1e-9);
            assertEquals(-LEARNING_RATE * 0.4, training.store.get(BIAS).get(0), 1e-9);
            gradient.set(0, 0.3);
            training.step(gradient, 0, 1);
            assertEquals(-LEARNING_RATE * 0.6, training.store.get(WEIGHTS).get(0), 1e-9);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void nothingChangesWhereTheLossOrTheGradientIsNotFinite(String name) {
        for (Optimizer optimizer : new Optimizer[] {Adam.KERAS, new Sgd(0.9), new Sgd(0)}) {
            try (Training training = new Training(name, optimizer, 1)) {
                training.step(gaussian(5), 1, 1);
                SequencedMap<Variable, Tensor> before = training.store.snapshot();
                Tensor broken = gaussian(6);
                broken.set(SIZE - 1, Float.POSITIVE_INFINITY);
                training.step(broken, 1, 1);
                assertEquals(0, training.output("applied"));
                assertUnchanged(before, training);
                training.step(gaussian(7), Double.NaN, 1);
                assertUnchanged(before, training);
                training.step(gaussian(8), 1, Double.NaN);
                assertEquals(0, training.output("applied"));
                assertUnchanged(before, training);
            }
        }
    }

    private static void assertUnchanged(SequencedMap<Variable, Tensor> before, Training training) {
        before.forEach((variable, value) ->
                assertArrayEquals(value.doubles(), training.store.get(variable).doubles(), variable.name()));
    }

    private static void assertClose(double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], RELATIVE * Math.max(Math.abs(expected[i]), 0.05));
        }
    }
}
