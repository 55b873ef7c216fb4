package io.tidecast.backend.cpu.ejml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.conformance.ConformanceCases;
import io.tidecast.core.conformance.OpCase;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.DType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sees that a program that runs takes nothing from the Java heap, whatever the operation. */
final class EjmlAllocationTest {
    private static final int RUNS = 4;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aRunAllocatesNothing() {
        List<String> allocating = new ArrayList<>();
        try (Backend backend = new EjmlBackendProvider().open(BackendOptions.defaults())) {
            for (OpCase c : ConformanceCases.all()) {
                long bytes = allocated(backend, c);
                if (bytes > 0) {
                    allocating.add(bytes + " bytes by " + c.name());
                }
            }
        }
        assertEquals(List.of(), allocating);
    }

    /** Returns the fewest bytes of several runs, of which the first may load classes. */
    private long allocated(Backend backend, OpCase c) {
        GraphBuilder builder = new GraphBuilder("case");
        List<Value> outputs = c.apply(builder, c.declare(builder, DType.F32), DType.F32);
        for (Value output : outputs) {
            builder.output("out" + output.output(), output);
        }
        Plan plan = new Compiler(backend).compile(builder.build());
        try (VariableStore store = new VariableStore(backend, plan.variables());
                Program program = plan.instantiate(store)) {
            long fewest = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                program.run();
                fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
            }
            return fewest;
        }
    }
}
