package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {
    static Stream<Convolution.Form> forms() {
        return Stream.of(
                new Convolution.Form(1, 1, 1, 1, 1, 1, 1, false, Activation.NONE),
                new Convolution.Form(1, 20, 4, 50, 32, 2, 1, false, Activation.NONE),
                new Convolution.Form(20, 20, 2, 50, 32, 1, 8, true, Activation.RELU),
                new Convolution.Form(1, 20, 2, 50, 32, 1, 1, true, Activation.RELU),
                new Convolution.Form(20, 10, 1, 24, 32, 1, 1, false, Activation.NONE),
                new Convolution.Form(3, 7, 3, 17, 5, 1, 2, true, Activation.TANH),
                new Convolution.Form(5, 6, 3, 33, 1, 3, 2, true, Activation.SIGMOID),
                new Convolution.Form(17, 33, 2, 31, 7, 2, 3, false, Activation.TANH),
                new Convolution.Form(8, 4, 3, 7, 3, 1, 4, true, Activation.RELU),
                new Convolution.Form(150, 13, 2, 19, 2, 1, 1, true, Activation.SIGMOID),
                new Convolution.Form(4, 5, 2, 7, 3, 1, 40, true, Activation.RELU),
                new Convolution.Form(4, 5, 2, 7, 3, 1, 64, true, Activation.RELU),
                new Convolution.Form(20, 13, 2, 50, 32, 1, 4, true, Activation.RELU),
                new Convolution.Form(33, 24, 2, 45, 16, 1, 2, true, Activation.TANH),
                new Convolution.Form(16, 20, 2, 90, 4, 1, 8, false, Activation.RELU),
                new Convolution.Form(24, 16, 2, 61, 32, 1, 3, true, Activation.NONE),
                new Convolution.Form(20, 20, 2, 211, 32, 1, 16, true, Activation.RELU),
                new Convolution.Form(8, 6, 4, 37, 3, 1, 5, true, Activation.RELU),
                new Convolution.Form(8, 6, 4, 37, 3, 1, 5, false, Activation.TANH),
                new Convolution.Form(4, 12, 2, 3000, 1, 1, 512, true, Activation.RELU));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void agreesWithPlainLoops(Convolution.Form form) {
        assertArrayEquals(compute(form, 1), compute(form, 4), "threads change the result");
    }

    private static float[] compute(Convolution.Form form, int threads) {
        int weightCount = form.taps() * form.channels() * form.filters();
        int outputs = form.filters() * form.columns();
        try (Workers workers = new Workers(threads)) {
            Memory memory = new Memory(1_500_000, 5);
            Span x = memory.random(form.inputSize());
            Span w = memory.random(weightCount);
            Span b = memory.random(form.filters());
            Span y = memory.space(outputs);
            Span dy = memory.random(outputs);
            Span dw = memory.space(weightCount);
            Span db = memory.space(form.filters());
            Span dx = memory.space(form.inputSize());
            Convolution forward = new Convolution(form, x, w, b, y, memory.space(form.scratch(workers)), workers);
            Span scratch = memory.space(ConvolutionGradient.scratch(form, true, workers));
            ConvolutionGradient backward = new ConvolutionGradient(form, x, w, y, dy, dw, db, dx, scratch, workers);
            for (int repeat = 0; repeat < 2; repeat++) {
                forward.run();
                backward.run();
            }
            memory.assertPoisonIntact();
            PlainConvolution plain = new PlainConvolution(form, x, w, b, y, dy);
            double tolerance = 2e-6 * Math.sqrt(form.taps() * form.channels() + 1.0);
            Memory.assertClose(plain.y, y, tolerance, "y");
            Memory.assertClose(plain.dw, dw, 2e-6 * Math.sqrt(form.columns() + 1.0), "dw");
            Memory.assertClose(plain.db, db, 2e-6 * Math.sqrt(form.columns() + 1.0), "db");
            Memory.assertClose(plain.dx, dx, 2e-6 * Math.sqrt(form.taps() * form.filters() + 1.0), "dx");
            Span alone = memory.space(weightCount);
            new ConvolutionGradient(form, x, w, y, dy, alone, db, null, scratch, workers).run();
            assertArrayEquals(Memory.copy(dw, weightCount), Memory.copy(alone, weightCount));
            float[] results = Memory.copy(y, dx.at() + form.inputSize() - y.at());
            if (ConvolutionGradient.mayOverwriteOutputGradient(form) && form.inputSize() == outputs) {
                float[] separate = Memory.copy(dx, outputs);
                new ConvolutionGradient(form, x, w, y, dy, dw, db, dy, scratch, workers).run();
                assertArrayEquals(separate, Memory.copy(dy, outputs), "dx in the place of dy");
                assertArrayEquals(Memory.copy(alone, weightCount), Memory.copy(dw, weightCount));
            }
            return results;
        }
    }

    /** The same by loops over every tap. */
    private static final class PlainConvolution {
        private final double[] y;
        private final double[] dw;
        private final double[] db;
        private final double[] dx;

        private PlainConvolution(Convolution.Form form, Span x, Span w, Span b, Span actual, Span dy) {
            int channels = form.channels();
            int filters = form.filters();
            int batch = form.batch();
            y = new double[filters * form.columns()];
            dw = new double[form.taps() * channels * filters];
            db = new double[filters];
            dx = new double[form.inputSize()];
            for (int o = 0; o < filters; o++) {
                for (int step = 0; step < form.steps(); step++) {
                    for (int item = 0; item < batch; item++) {
                        int at = (o * form.steps() + step) * batch + item;
                        double dz = dy.array()[dy.at() + at]
                                * derivative(form.activation(), actual.array()[actual.at() + at]);
                        double sum = b.array()[b.at() + o];
                        db[o] += dz;
                        for (int k = 0; k < form.taps(); k++) {
                            int time = step * form.stride() + k * form.dilation() - form.padding();
                            if (time < 0) {
                                continue;
                            }
                            for (int c = 0; c < channels; c++) {
                                int from = (c * form.times() + time) * batch + item;
                                int weight = (k * channels + c) * filters + o;
                                sum += 1.0 * x.array()[x.at() + from] * w.array()[w.at() + weight];
                                dw[weight] += dz * x.array()[x.at() + from];
                                dx[from] += dz * w.array()[w.at() + weight];
                            }
                        }
                        y[at] = apply(form.activation(), sum);
                    }
                }
            }
        }

        private static double apply(Activation activation, double x) {
            return switch (activation) {
                case NONE -> x;
                case RELU -> Math.max(x, 0);
                case TANH -> Math.tanh(x);
                case SIGMOID -> 1 / (1 + Math.exp(-x));
            };
        }

        private static double derivative(Activation activation, double y) {
            return switch (activation) {
                case NONE -> 1;
                case RELU -> y > 0 ? 1 : 0;
                case TANH -> 1 - y * y;
                case SIGMOID -> y * (1 - y);
            };
        }
    }
}
