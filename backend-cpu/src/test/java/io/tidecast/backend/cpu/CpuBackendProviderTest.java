package io.tidecast.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuBackendProviderTest {
    /** Prints what {@code auto} opens and the table's rows; run in a virtual machine of its own. */
    static final class Table {
        private Table() {}

        public static void main(String[] arguments) {
            try (Backend backend = Backends.open(Backends.AUTO)) {
                System.out.println(backend.name());
            }
            Backends.table().forEach(System.out::println);
        }
    }

    private static List<String> table(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Table.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }

    @Test
    void isPreferredWhereTheModuleIsLoaded() throws IOException, InterruptedException {
        assertEquals("cpu", table("--add-modules", "jdk.incubator.vector").getFirst());
    }

    @Test
    void saysWhichFlagIsMissingAndLeavesTheWorkToTheReference() throws IOException, InterruptedException {
        List<String> table = table();
        assertEquals("ejml", table.getFirst());
        String row = table.stream()
                .filter(line -> line.contains("name=cpu"))
                .findFirst()
                .orElseThrow();
        assertTrue(row.contains("--add-modules jdk.incubator.vector"), row);
    }

    @Test
    void isAvailableHere() {
        CpuBackendProvider provider = new CpuBackendProvider();
        Availability.Available here = assertInstanceOf(Availability.Available.class, provider.probe());
        assertTrue(here.device().contains("-bit vectors"), here.device());
    }
}
