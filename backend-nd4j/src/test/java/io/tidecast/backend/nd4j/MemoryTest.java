package io.tidecast.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.type.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Sees that programs and backends leave no native memory behind when they close. */
class MemoryTest {
    private static final int PROGRAMS = 1_000;
    private static final int SETTLED = 100;
    private static final int KIB = 1 << 10;

    /** For compiled code, and the allocator's mood; 4 MiB were seen. */
    private static final long TOLERATED_KIB = 12L * KIB;

    /** Prints the resident memory, in KiB, after a hundred programs and after a thousand. */
    static final class ManyPrograms {
        private ManyPrograms() {}

        public static void main(String[] arguments) throws IOException {
            Graph graph = Networks.gradient();
            List<Tensor> inputs = Networks.inputs();
            for (int made = 1; made <= PROGRAMS; made++) {
                // two backends, each opened anew for every program
                try (Backend other = Backends.open("nd4j");
                        Backend backend = Backends.open("nd4j")) {
                    Plan plan = new Compiler(backend).compile(graph);
                    try (VariableStore store = new VariableStore(backend, plan.variables());
                            Program program = plan.instantiate(store)) {
                        for (int i = 0; i < inputs.size(); i++) {
                            program.set("in" + i, inputs.get(i));
                        }
                        program.run();
                        other.allocate(KIB).close();
                    }
                }
                if (made % SETTLED == 0) {
                    System.out.println(residentKib());
                }
            }
        }
    }

    private static long residentKib() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(status -> status.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aThousandProgramsTakeNoMoreThanAHundred() throws IOException, InterruptedException {
        // the heap is all there from the start, and little is compiled, so that what grows is native memory
        List<String> flags = List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");
        ChildProcess process = ChildProcess.run(ChildProcess.CLASS_PATH, flags, ManyPrograms.class);
        assertEquals(0, process.status(), process.output());
        List<Long> resident = process.output().lines().map(Long::valueOf).toList();
        assertEquals(PROGRAMS / SETTLED, resident.size());
        long growth = resident.getLast() - resident.getFirst();
        assertTrue(growth < TOLERATED_KIB, "resident KiB after each hundred programs: " + resident);
    }
}
