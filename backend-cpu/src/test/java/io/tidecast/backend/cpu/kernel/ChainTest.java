package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChainTest {
    private static Convolution.Form form(
            int channels, int filters, int taps, int times, int batch, int dilation, Activation activation) {
        return new Convolution.Form(channels, filters, taps, times, batch, 1, dilation, true, activation);
    }

    static Stream<List<Convolution.Form>> chains() {
        return Stream.of(
                List.of(form(3, 5, 2, 7, 1, 1, Activation.RELU)),
                List.of(
                        form(1, 20, 2, 130, 32, 1, Activation.RELU),
                        form(20, 20, 2, 130, 32, 8, Activation.RELU),
                        form(20, 24, 2, 130, 32, 2, Activation.TANH),
                        form(24, 10, 1, 130, 32, 1, Activation.NONE)),
                List.of(
                        form(1, 32, 2, 200, 32, 1, Activation.RELU),
                        form(32, 32, 2, 200, 32, 16, Activation.RELU),
                        form(32, 20, 2, 200, 32, 2, Activation.RELU),
                        form(20, 1, 1, 200, 32, 1, Activation.NONE)),
                List.of(
                        form(4, 7, 3, 2500, 2, 700, Activation.NONE),
                        form(7, 16, 2, 2500, 2, 3, Activation.RELU),
                        form(16, 5, 2, 2500, 2, 1100, Activation.SIGMOID)));
    }

    @ParameterizedTest
    @MethodSource("chains")
    void agreesWithOneAfterTheOther(List<Convolution.Form> forms) {
        float[] alone = compute(forms, 1);
        assertArrayEquals(alone, compute(forms, 3), "threads change the result");
    }

    private static float[] compute(List<Convolution.Form> forms, int threads) {
        try (Workers workers = new Workers(threads)) {
            Memory memory = new Memory(3_000_000, 7);
            Convolution.Form first = forms.getFirst();
            Span x = memory.random(first.inputSize());
            List<Span> weights = new ArrayList<>();
            List<Span> biases = new ArrayList<>();
            List<Span> outputs = new ArrayList<>();
            List<Span> byWeights = new ArrayList<>();
            List<Span> byBiases = new ArrayList<>();
            for (Convolution.Form form : forms) {
                weights.add(memory.random(weights(form)));
                biases.add(memory.random(form.filters()));
                outputs.add(memory.space(outputs(form)));
                byWeights.add(memory.space(weights(form)));
                byBiases.add(memory.space(form.filters()));
            }
            Span dy = memory.random(outputs(forms.getLast()));
            Span dx = memory.space(first.inputSize());
            Span scratch = memory.space(ChainForward.scratch(forms, workers));
            Span back = memory.space(ChainBackward.scratch(forms, true, workers));
            ChainForward forward =
                    new ChainForward(forms, new ChainForward.Operands(x, weights, biases, outputs), scratch, workers);
            ChainBackward backward = new ChainBackward(
                    forms,
                    new ChainBackward.Operands(x, weights, outputs, dy),
                    new ChainBackward.Results(byWeights, byBiases, dx),
                    back,
                    workers);
            for (int repeat = 0; repeat < 2; repeat++) {
                forward.run();
                backward.run();
            }
            memory.assertPoisonIntact();
            List<float[]> results = new ArrayList<>();
            int last = outputs(forms.getLast());
            Span alone = memory.space(last);
            Span between = memory.space(SpreadChain.scratch(forms, workers));
            SpreadChain.Operands operands = new SpreadChain.Operands(x, weights, biases, alone);
            new SpreadChain(forms, operands, between, workers).run();
            memory.assertPoisonIntact();
            assertClose(Memory.copy(outputs.getLast(), last), alone, "the last output alone");
            results.add(Memory.copy(alone, last));
            Span given = x;
            Span gradient = dy;
            for (int layer = 0; layer < forms.size(); layer++) {
                Convolution.Form form = forms.get(layer);
                Span y = memory.space(outputs(form));
                Span own = memory.space(form.scratch(workers));
                new Convolution(form, given, weights.get(layer), biases.get(layer), y, own, workers).run();
                assertClose(Memory.copy(y, outputs(form)), outputs.get(layer), "the output of " + form);
                given = outputs.get(layer);
                results.add(Memory.copy(given, outputs(form)));
            }
            for (int layer = forms.size() - 1; layer >= 0; layer--) {
                Convolution.Form form = forms.get(layer);
                Span dw = memory.space(weights(form));
                Span db = memory.space(form.filters());
                Span before = memory.space(form.inputSize());
                Span own = memory.space(ConvolutionGradient.scratch(form, true, workers));
                Span input = layer == 0 ? x : outputs.get(layer - 1);
                Span w = weights.get(layer);
                new ConvolutionGradient(form, input, w, outputs.get(layer), gradient, dw, db, before, own, workers)
                        .run();
                assertClose(Memory.copy(dw, weights(form)), byWeights.get(layer), "dw of " + form);
                assertClose(Memory.copy(db, form.filters()), byBiases.get(layer), "db of " + form);
                results.add(Memory.copy(byWeights.get(layer), weights(form)));
                gradient = before;
            }
            assertClose(Memory.copy(gradient, first.inputSize()), dx, "dx");
            results.add(Memory.copy(dx, first.inputSize()));
            return joined(results);
        }
    }

    private static void assertClose(float[] expected, Span actual, String what) {
        double[] wide = new double[expected.length];
        double largest = 1;
        for (int i = 0; i < wide.length; i++) {
            wide[i] = expected[i];
            largest = Math.max(largest, Math.abs(wide[i]));
        }
        Memory.assertClose(wide, actual, 1e-5 * largest, what);
    }

    private static int weights(Convolution.Form form) {
        return form.taps() * form.channels() * form.filters();
    }

    private static int outputs(Convolution.Form form) {
        return form.filters() * form.columns();
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
