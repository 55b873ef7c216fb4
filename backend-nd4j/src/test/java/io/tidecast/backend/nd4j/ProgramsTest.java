package io.tidecast.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.conformance.Allocation;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What programs on this backend promise beside their results. */
class ProgramsTest {
    private static final int ROUNDS = 20;

    private static List<double[]> results(Backend backend) {
        Plan plan = new Compiler(backend).compile(Networks.gradient());
        try (VariableStore store = new VariableStore(backend, plan.variables());
                Program program = plan.instantiate(store)) {
            List<Tensor> inputs = Networks.inputs();
            for (int i = 0; i < inputs.size(); i++) {
                program.set("in" + i, inputs.get(i));
            }
            program.run();
            return plan.outputTypes().keySet().stream()
                    .map(program::get)
                    .map(Tensor::doubles)
                    .toList();
        }
    }

    private static void assertSame(List<double[]> expected, List<double[]> actual, double tolerance) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), tolerance, "output " + i);
        }
    }

    @Test
    void twoBackendsComputeAtTheSameTime() throws ExecutionException, InterruptedException {
        try (Backend reference = Backends.open("ejml");
                Backend first = Backends.open("nd4j", new BackendOptions(1));
                ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<double[]> alone = results(first);
            assertSame(results(reference), alone, 1e-3);
            try (Backend second = Backends.open("nd4j", new BackendOptions(2))) {
                List<Future<?>> tasks = new ArrayList<>();
                for (Backend backend : List.of(first, second)) {
                    tasks.add(pool.submit(() -> {
                        for (int round = 0; round < ROUNDS; round++) {
                            assertSame(alone, results(backend), 0);
                        }
                    }));
                }
                for (Future<?> task : tasks) {
                    task.get();
                }
            }
            assertSame(alone, results(first), 0);
        }
    }

    @Test
    void whatIsClosedDoesNotRun() {
        try (Backend backend = Backends.open("nd4j")) {
            Plan plan = new Compiler(backend).compile(Networks.gradient());
            VariableStore store = new VariableStore(backend, plan.variables());
            Program program = plan.instantiate(store);
            program.close();
            program.close();
            assertThrows(IllegalStateException.class, program::run);
            assertThrows(IllegalStateException.class, () -> program.get("loss"));
            store.close();
        }
    }

    @Test
    void memoryThatIsNotThereIsRefusedInWords() {
        try (Backend backend = Backends.open("nd4j")) {
            FailureException refused = assertThrows(FailureException.class, () -> backend.allocate(1L << 60));
            assertTrue(refused.getMessage().contains("choose a smaller batch"), refused.getMessage());
        }
    }

    @Test
    void valuesAndWorkThatAreTooLargeAreRefusedWithWhatToDo() {
        GraphBuilder value = new GraphBuilder("large value");
        value.output("y", Ops.relu(value.input("x", TensorType.f32(64, 1 << 20, 64))));
        GraphBuilder work = new GraphBuilder("large work");
        int units = 64;
        work.output(
                "y",
                work.apply(
                        new Gru(false),
                        work.input("x", TensorType.f32(1, 1 << 20, 16)),
                        work.input("kernel", TensorType.f32(1, 3 * units)),
                        work.input("recurrent", TensorType.f32(units, 3 * units)),
                        work.input("bias", TensorType.f32(2, 3 * units)),
                        work.input("first", TensorType.f32(units, 16))));
        try (Backend backend = Backends.open("nd4j")) {
            for (GraphBuilder large : List.of(value, work)) {
                Compiler compiler = new Compiler(backend);
                InputException refused = assertThrows(InputException.class, () -> compiler.compile(large.build()));
                assertTrue(refused.getMessage().contains("choose a smaller batch"), refused.getMessage());
            }
        }
    }

    @Test
    void aRunAllocatesNothingOnTheJavaHeap() {
        try (Backend backend = Backends.open("nd4j")) {
            Allocation.assertNone(backend);
        }
    }
}
