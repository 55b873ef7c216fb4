package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GruTest {
    @ParameterizedTest
    @CsvSource({
        "1,1,1,1",
        "1,1,3,1",
        "3,5,1,7",
        "5,3,7,1",
        "7,17,17,3",
        "17,7,5,33",
        "2,33,9,17",
        "20,20,24,32",
        "4,8,3,96",
        "20,20,60,32",
        "33,18,40,5",
        "3,20,200,1",
        "2,130,100,2"
    })
    void agreesWithPlainLoops(int channels, int units, int times, int batch) {
        GruForm form = new GruForm(channels, units, times, batch);
        assertArrayEquals(compute(form, 1), compute(form, 3), "threads change the result");
    }

    private static Span scaled(Memory memory, int count, double scale) {
        Span span = memory.random(count);
        for (int i = 0; i < count; i++) {
            span.array()[span.at() + i] *= (float) scale;
        }
        return span;
    }

    private static float[] compute(GruForm form, int threads) {
        int units = form.units();
        int width = 3 * units;
        int states = units * form.times() * form.batch();
        int inputs = form.channels() * form.times() * form.batch();
        try (Workers workers = new Workers(threads)) {
            Memory memory = new Memory(4_000_000, 11);
            GruForward.Operands operands = new GruForward.Operands(
                    memory.random(inputs),
                    scaled(memory, form.channels() * width, 1 / Math.sqrt(form.channels())),
                    scaled(memory, units * width, 1 / Math.sqrt(units)),
                    memory.random(2 * width),
                    memory.random(units * form.batch()));
            Span y = memory.space(states);
            Span gates = memory.space(4 * states);
            Span dy = memory.random(states);
            GruBackward.Results results = new GruBackward.Results(
                    memory.space(form.channels() * width),
                    memory.space(units * width),
                    memory.space(2 * width),
                    memory.space(units * form.batch()),
                    memory.space(inputs));
            Span unsaved = memory.space(states);
            Span forwardScratch = memory.space(GruForward.scratch(form, workers));
            Span backwardScratch = memory.space(GruBackward.scratch(form, workers));
            GruForward forward = new GruForward(form, operands, y, gates, forwardScratch, workers);
            GruBackward.Saved saved = new GruBackward.Saved(y, gates, dy);
            GruBackward backward = new GruBackward(form, operands, saved, results, backwardScratch, workers);
            for (int repeat = 0; repeat < 2; repeat++) {
                forward.run();
                backward.run();
            }
            new GruForward(form, operands, unsaved, null, forwardScratch, workers).run();
            memory.assertPoisonIntact();
            assertArrayEquals(Memory.copy(y, states), Memory.copy(unsaved, states));
            PlainGru plain = new PlainGru(form, operands, dy);
            Memory.assertClose(plain.y, y, 1e-5, "y");
            Memory.assertClose(plain.saved, gates, 1e-5, "saved");
            Span dx = results.x();
            if (dx == null) {
                throw new AssertionError("a gradient by the input was asked for");
            }
            Memory.assertClose(plain.dx, dx, 1e-4, "dx");
            Memory.assertClose(plain.dkernel, results.kernel(), 1e-4, "dkernel");
            Memory.assertClose(plain.drecurrent, results.recurrent(), 1e-4, "drecurrent");
            Memory.assertClose(plain.dbias, results.bias(), 1e-4, "dbias");
            Memory.assertClose(plain.dh0, results.h0(), 1e-4, "dh0");
            return Memory.copy(y, unsaved.at() - y.at());
        }
    }
}
