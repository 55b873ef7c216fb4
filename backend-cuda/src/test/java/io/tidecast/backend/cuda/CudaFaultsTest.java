package io.tidecast.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.DeviceMemoryException;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closes, runs out and breaks, by the stand-in for the driver, which counts what it holds. */
class CudaFaultsTest {
    private static final int PROGRAMS = 1_000;
    private static final int SIZE = 300;
    private static final int THREADS = 4;
    private static final float STEP = 0.5f;

    private Emulation emulation;

    @BeforeEach
    void find() {
        emulation = Emulation.required();
    }

    private static Backend open() {
        return new CudaProvider().open(BackendOptions.defaults());
    }

    /** Several kernels, so that there is a graph of them. */
    private static Graph graph() {
        GraphBuilder builder = new GraphBuilder("several kernels");
        Value x = builder.input("x", TensorType.f32(SIZE));
        builder.output("y", Ops.add(Ops.multiply(Ops.tanh(x), STEP), x));
        return builder.build();
    }

    private static float expected(float x) {
        return STEP * (float) Math.tanh(x) + x;
    }

    private static void runOnce(Backend backend, Plan plan, float x) {
        try (VariableStore store = new VariableStore(backend, plan.variables());
                Program program = plan.instantiate(store)) {
            program.set("x", Tensor.filled(TensorType.f32(SIZE), x));
            program.run();
            assertEquals(expected(x), program.get("y").floats()[SIZE - 1], 1e-6f);
        }
    }

    @Test
    void aThousandProgramsLeaveTheDeviceAsItWas() {
        Map<String, Long> before = emulation.held();
        try (Backend backend = open()) {
            Plan plan = new Compiler(backend).compile(graph());
            runOnce(backend, plan, 0);
            Map<String, Long> settled = emulation.held();
            for (int i = 0; i < PROGRAMS; i++) {
                runOnce(backend, plan, i / (float) PROGRAMS);
            }
            assertEquals(settled, emulation.held());
        }
        assertEquals(before, emulation.held());
    }

    @Test
    void whatIsStillOpenGoesWithTheBackend() {
        Map<String, Long> before = emulation.held();
        Backend backend = open();
        Buffer forgotten = backend.allocate(SIZE);
        backend.close();
        backend.close();
        forgotten.close();
        assertEquals(before, emulation.held());
        assertThrows(IllegalStateException.class, () -> backend.allocate(SIZE));
    }

    @Test
    void twoBackendsAndSeveralThreadsDoNotDisturbOneAnother() throws Exception {
        Map<String, Long> before = emulation.held();
        try (Backend one = open();
                Backend other = open();
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Backend backend = i % 2 == 0 ? one : other;
                float x = i;
                Callable<Boolean> work = () -> {
                    Plan plan = new Compiler(backend).compile(graph());
                    for (int run = 0; run < 20; run++) {
                        runOnce(backend, plan, x + run);
                    }
                    return true;
                };
                running.add(threads.submit(work));
            }
            for (Future<Boolean> each : running) {
                assertTrue(each.get());
            }
        }
        assertEquals(before, emulation.held());
    }

    @Test
    void closedMemoryIsNotTouched() {
        try (Backend backend = open()) {
            Plan plan = new Compiler(backend).compile(graph());
            VariableStore store = new VariableStore(backend, plan.variables());
            Program program = plan.instantiate(store);
            program.close();
            assertThrows(IllegalStateException.class, program::run);
            assertThrows(IllegalStateException.class, () -> program.get("y"));
            store.close();
        }
    }

    @Test
    void tooLittleMemorySaysWhatWasWantedAndWhatIsFree() {
        try (Backend backend = open()) {
            DeviceMemoryException fault =
                    assertThrows(DeviceMemoryException.class, () -> backend.allocate(Long.MAX_VALUE / 4));
            assertEquals(Long.MAX_VALUE / 4, fault.wanted());
            assertTrue(fault.free() > 0 && fault.free() <= fault.total(), fault.getMessage());
            runOnce(backend, new Compiler(backend).compile(graph()), 1);
        }
    }

    @Test
    void faultInAKernelBreaksTheBackendWhichSaysSoAndCloses() {
        Backend backend = open();
        Plan plan = new Compiler(backend).compile(graph());
        emulation.with("FAIL_LAUNCH", "unary_tanh_f32", () -> {
            FailureException fault = assertThrows(FailureException.class, () -> runOnce(backend, plan, 1));
            assertTrue(fault.getMessage().contains("CUDA_ERROR_ILLEGAL_ADDRESS"), fault.getMessage());
            assertTrue(fault.getMessage().contains("unary_tanh_f32"), fault.getMessage());
        });
        FailureException later = assertThrows(FailureException.class, () -> backend.allocate(SIZE));
        assertTrue(later.getMessage().contains("broken"), later.getMessage());
        backend.close();
        try (Backend next = open()) {
            runOnce(next, new Compiler(next).compile(graph()), 1);
        }
    }
}
