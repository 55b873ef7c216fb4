package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixProductTest {
    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "1,7,1",
        "7,1,17",
        "17,33,7",
        "33,17,1",
        "20,96,4",
        "60,64,20",
        "20,768,80",
        "12,32,256",
        "13,40,257",
        "5,3,700",
        "20,80,768",
        "3,5,2100",
        "64,65,130",
        "4,31,0"
    })
    void agreesWithPlainLoops(int rows, int columns, int depth) {
        for (int form = 0; form < 4; form++) {
            check(new MatrixProduct.Form(rows, columns, depth, (form & 1) != 0, (form & 2) != 0));
        }
    }

    private static void check(MatrixProduct.Form form) {
        float[] alone = compute(form, 1);
        assertArrayEquals(alone, compute(form, 3), "threads change " + form);
    }

    private static float[] compute(MatrixProduct.Form form, int threads) {
        int rows = form.rows();
        int columns = form.columns();
        int depth = form.depth();
        try (Workers workers = new Workers(threads)) {
            Memory memory = new Memory(2_000_000, 7);
            Span left = memory.random(rows * depth);
            Span right = memory.random(depth * columns);
            Span out = memory.space(rows * columns);
            MatrixProduct product =
                    new MatrixProduct(form, left, right, out, memory.space(form.scratch(workers)), workers);
            product.run();
            product.run();
            memory.assertPoisonIntact();
            Memory.assertClose(plain(form, left, right), out, 1e-6 * (1 + Math.sqrt(depth)), form.toString());
            return Memory.copy(out, rows * columns);
        }
    }

    private static double[] plain(MatrixProduct.Form form, Span left, Span right) {
        double[] out = new double[form.rows() * form.columns()];
        for (int i = 0; i < form.rows(); i++) {
            for (int j = 0; j < form.columns(); j++) {
                for (int k = 0; k < form.depth(); k++) {
                    int l = form.transposeLeft() ? k * form.rows() + i : i * form.depth() + k;
                    int r = form.transposeRight() ? j * form.depth() + k : k * form.columns() + j;
                    out[i * form.columns() + j] += 1.0 * left.array()[left.at() + l] * right.array()[right.at() + r];
                }
            }
        }
        return out;
    }
}
