package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No kernel makes garbage outside of its loops over vectors either. Long tasks run so seldom that what calls those loops
 * may never be compiled, and an object that a compiler would do away with is then made every time: here everything that
 * has no vectors in it is interpreted.
 */
class ColdAllocationTest {
    private static final String VECTORS = "jdk/incubator/vector";
    private static final String NOTHING = "nothing";

    /** Prints which kernels allocate; run in a virtual machine of its own. */
    static final class Report {
        private Report() {}

        public static void main(String[] arguments) {
            List<String> found = new AllocationTest()
                    .cases()
                    .filter(c -> AllocationTest.leastAllocated(c) > 0)
                    .map(AllocationTest.Case::name)
                    .toList();
            System.out.println(found.isEmpty() ? NOTHING : String.join("; ", found));
        }
    }

    @Test
    void nothingIsAllocatedWhileOnlyLoopsOverVectorsAreCompiled() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:CompileCommand=quiet"));
        withoutVectors().forEach(type -> command.add("-XX:CompileCommand=exclude," + type + "::*"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Report.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), "the virtual machine failed: " + output);
        assertEquals(NOTHING, output.strip(), "what allocates");
    }

    /** Returns the names of this package's classes that have nothing to do with vectors. */
    private static List<String> withoutVectors() throws IOException {
        Path folder = Path.of(
                Lanes.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
                Lanes.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".class") && !mentionsVectors(file))
                    .map(file -> file.getFileName().toString().replace(".class", ""))
                    .map(name -> Lanes.class.getPackageName() + "." + name)
                    .sorted()
                    .toList();
        }
    }

    private static boolean mentionsVectors(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(VECTORS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
