package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** A kernel's bits are the same whether it is interpreted or compiled. */
class BitsTest {
    private static final int REPEATS = 3_000;

    /** Prints the digest; run in a virtual machine of its own. */
    static final class Digest {
        private Digest() {}

        public static void main(String[] arguments) {
            System.out.println(Long.toHexString(new Kernels().digest()));
        }
    }

    /** One of each kernel, on numbers that never change. */
    private static final class Kernels {
        private final Workers workers = new Workers(1);
        private final Memory memory = new Memory(400_000, 23);
        private final CRC32C crc = new CRC32C();
        private final Span values = memory.random(1000);
        private final Span functions = memory.space(1000);
        private final MatrixProduct.Form form = new MatrixProduct.Form(13, 37, 70, false, false);
        private final MatrixProduct.Form alongRows = new MatrixProduct.Form(13, 14, 70, false, true);
        private final Span left = memory.random(13 * 70);
        private final Span right = memory.random(37 * 70);
        private final Span product = memory.space(13 * 37);
        private final Span scratch = memory.space(100_000);
        private final GruForm gru = new GruForm(3, 7, 5, 11);
        private final GruForward.Operands operands = new GruForward.Operands(
                memory.random(3 * 55),
                memory.random(3 * 21),
                memory.random(7 * 21),
                memory.random(42),
                memory.random(7 * 11));
        private final Span y = memory.space(7 * 55);
        private final Span saved = memory.space(28 * 55);
        private final Span dy = memory.random(7 * 55);
        private final GruBackward.Results results = new GruBackward.Results(
                memory.space(3 * 21), memory.space(7 * 21), memory.space(42), memory.space(77), memory.space(3 * 55));

        private final Steps oneSequence = new Steps(1, memory);
        private final Steps sequences = new Steps(18, memory);

        private long digest() {
            crc.reset();
            for (Steps steps : List.of(oneSequence, sequences)) {
                steps.run();
                steps.results(this::add);
            }
            function(Exponential::exp);
            function(Exponential::tanh);
            function(Exponential::sigmoid);
            function(Logarithm::log);
            function(Arithmetic::floor);
            new MatrixProduct(form, left, right, product, scratch, workers).run();
            add(product, 13 * 37);
            new MatrixProduct(alongRows, left, right, product, scratch, workers).run();
            add(product, 13 * 14);
            new Reduction(true, 10, 100, 1, values, functions, scratch, workers).run();
            add(functions, 10);
            new GruForward(gru, operands, y, saved, scratch, workers).run();
            new GruBackward(gru, operands, new GruBackward.Saved(y, saved, dy), results, scratch, workers).run();
            add(y, 7 * 55);
            add(saved, 28 * 55);
            add(results.kernel(), 3 * 21);
            add(results.recurrent(), 7 * 21);
            add(results.bias(), 42);
            add(results.h0(), 77);
            return crc.getValue();
        }

        private void function(Elementwise.OneOperand function) {
            Span[] operand = {values};
            new Elementwise(function.body(), operand, new Span[] {functions}, 1000, workers).run();
            add(functions, 1000);
        }

        private void add(Span span, int count) {
            for (int i = 0; i < count; i++) {
                int bits = Float.floatToIntBits(span.array()[span.at() + i]);
                for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                    crc.update(bits >>> shift);
                }
            }
        }
    }

    @Test
    void interpretedAndCompiledAgree() throws IOException, InterruptedException {
        String interpreted = interpretedDigest();
        Kernels kernels = new Kernels();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            assertEquals(interpreted, Long.toHexString(kernels.digest()), "run " + repeat);
        }
    }

    private static String interpretedDigest() throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "-XX:MaxVectorSize=" + Lanes.COUNT * Float.BYTES,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Digest.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), "the interpreting virtual machine failed: " + output);
        return output.strip();
    }
}
