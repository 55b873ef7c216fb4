package io.tidecast.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Loop;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program promises about variables, inputs and outputs, however its memory is planned. */
class ProgramTest {
    private static final Variable LEFT = new Variable("left", TensorType.f32(2));
    private static final Variable RIGHT = new Variable("right", TensorType.f32(2));

    private final GraphBuilder builder = new GraphBuilder("test");

    static Stream<String> backends() {
        return Backends.table().stream()
                .filter(row -> row.availability() instanceof Availability.Available)
                .map(Backends.Row::name);
    }

    @FunctionalInterface
    private interface Check {
        void accept(VariableStore store, Program program);
    }

    private void run(String name, Check check) {
        for (boolean sharing : new boolean[] {true, false}) {
            try (Backend backend = Backends.open(name);
                    VariableStore store = new VariableStore(backend, List.of(LEFT, RIGHT))) {
                store.set(LEFT, Tensor.of(new float[] {1, 2}, 2));
                store.set(RIGHT, Tensor.of(new float[] {10, 20}, 2));
                Plan plan = new Compiler(backend, sharing).compile(builder.build());
                try (Program program = plan.instantiate(store)) {
                    check.accept(store, program);
                }
            }
        }
    }

    private static double[] value(VariableStore store, Variable variable) {
        return store.get(variable).doubles();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void variablesSwap(String name) {
        builder.assign(LEFT, builder.read(RIGHT));
        builder.assign(RIGHT, builder.read(LEFT));
        run(name, (store, program) -> {
            program.run();
            assertArrayEquals(new double[] {10, 20}, value(store, LEFT));
            assertArrayEquals(new double[] {1, 2}, value(store, RIGHT));
        });
    }

    @ParameterizedTest
    @MethodSource("backends")
    void readsSeeTheValueBeforeTheRun(String name) {
        Value before = builder.read(LEFT);
        Value next = Ops.add(before, 1);
        builder.assign(LEFT, next);
        builder.output("later", Ops.multiply(before, next));
        builder.output("before", before);
        run(name, (store, program) -> {
            program.run();
            assertArrayEquals(new double[] {2, 6}, program.get("later").doubles());
            assertArrayEquals(new double[] {1, 2}, program.get("before").doubles());
            assertArrayEquals(new double[] {2, 3}, value(store, LEFT));
            program.run();
            assertArrayEquals(new double[] {6, 12}, program.get("later").doubles());
        });
    }

    @ParameterizedTest
    @MethodSource("backends")
    void oneValueCanBecomeTwoVariablesAndAResult(String name) {
        Value sum = Ops.add(builder.read(LEFT), builder.read(RIGHT));
        builder.assign(LEFT, sum);
        builder.assign(RIGHT, sum);
        builder.output("sum", sum);
        run(name, (store, program) -> {
            program.run();
            assertArrayEquals(new double[] {11, 22}, value(store, LEFT));
            assertArrayEquals(new double[] {11, 22}, value(store, RIGHT));
            assertArrayEquals(new double[] {11, 22}, program.get("sum").doubles());
        });
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aProductMayReplaceItsOwnFactor(String name) {
        Variable matrix = new Variable("matrix", TensorType.f32(2, 2));
        Value before = builder.read(matrix);
        builder.assign(matrix, Ops.matmul(before, before));
        try (Backend backend = Backends.open(name);
                VariableStore store = new VariableStore(backend, List.of(matrix));
                Program program = new Compiler(backend).compile(builder.build()).instantiate(store)) {
            store.set(matrix, Tensor.of(new float[] {1, 1, 1, 0}, 2, 2));
            program.run();
            program.run();
            assertArrayEquals(new double[] {5, 3, 3, 2}, store.get(matrix).doubles());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void inputsKeepTheirValueFromRunToRun(String name) {
        Value x = builder.input("x", TensorType.f32(2));
        Value grown = Ops.exp(Ops.add(Ops.multiply(x, 2), builder.read(LEFT)));
        builder.output("y", Ops.add(grown, Layout.reshape(Layout.reshape(x, 1, 2), 2)));
        builder.output("x again", x);
        run(name, (store, program) -> {
            program.set("x", Tensor.of(new float[] {0.5f, -1}, 2));
            program.run();
            double[] once = program.get("y").doubles();
            program.run();
            assertArrayEquals(once, program.get("y").doubles());
            assertArrayEquals(new double[] {0.5, -1}, program.get("x again").doubles());
        });
    }

    @ParameterizedTest
    @MethodSource("backends")
    void loopsHandOnCarriesEvenSwapped(String name) {
        Value x = builder.input("x", TensorType.f32(3, 2));
        Loop.LoopResult loop = Loop.scan(
                List.of(builder.read(LEFT), builder.read(RIGHT)),
                List.of(new Loop.Along(x, 0)),
                List.of(),
                true,
                (carries, slices, constants) -> new Loop.StepResult(
                        List.of(carries.get(1), Ops.add(carries.get(0), slices.getFirst())),
                        List.of(new Loop.Along(carries.get(0), 0))));
        builder.output("first", loop.carries().get(0));
        builder.output("second", loop.carries().get(1));
        builder.output("seen", loop.stacked().getFirst());
        run(name, (store, program) -> {
            program.set("x", Tensor.of(new float[] {100, 200, 300, 400, 500, 600}, 3, 2));
            program.run();
            // rows are taken from the last to the first; what is seen is the left carry on entry
            assertArrayEquals(new double[] {310, 420}, program.get("first").doubles());
            assertArrayEquals(new double[] {601, 802}, program.get("second").doubles());
            assertArrayEquals(
                    new double[] {501, 602, 10, 20, 1, 2}, program.get("seen").doubles());
        });
    }

    @ParameterizedTest
    @MethodSource("backends")
    void sharingMemoryTakesLess(String name) {
        Value value = builder.input("x", TensorType.f32(64));
        for (int i = 0; i < 20; i++) {
            value = Ops.tanh(value);
        }
        builder.output("y", value);
        try (Backend backend = Backends.open(name)) {
            long shared = new Compiler(backend, true).compile(builder.build()).memoryBytes();
            long apart = new Compiler(backend, false).compile(builder.build()).memoryBytes();
            assertTrue(shared * 5 < apart, shared + " against " + apart);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void wrongNamesAndTypesAreRefused(String name) {
        builder.output("y", Ops.tanh(builder.input("x", TensorType.f32(2))));
        run(name, (store, program) -> {
            Tensor three = Tensor.of(new float[3], 3);
            assertThrows(IllegalArgumentException.class, () -> program.set("x", three));
            assertThrows(IllegalArgumentException.class, () -> program.set("z", three));
            IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, () -> program.get("z"));
            assertEquals("test has no output named z; it has [y]", fault.getMessage());
        });
    }
}
