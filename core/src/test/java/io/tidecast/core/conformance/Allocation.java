package io.tidecast.core.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.DType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Sees that programs that run take nothing from the Java heap, whatever the operation. */
public final class Allocation {
    private static final int RUNS = 4;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Runs every operation of {@link ConformanceCases} on the backend. */
    public static void assertNone(Backend backend) {
        List<String> allocating = new ArrayList<>();
        for (OpCase c : ConformanceCases.all()) {
            long bytes = allocated(backend, c);
            if (bytes > 0) {
                allocating.add(bytes + " bytes by " + c.name());
            }
        }
        assertEquals(List.of(), allocating);
    }

    /** Returns the fewest bytes of several runs, of which the first may load classes. */
    private static long allocated(Backend backend, OpCase c) {
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
                long before = THREADS.getCurrentThreadAllocatedBytes();
                program.run();
                fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            return fewest;
        }
    }
}
