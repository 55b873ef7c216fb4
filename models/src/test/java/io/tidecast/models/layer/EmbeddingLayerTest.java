package io.tidecast.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.grad.Differentiator;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes give what the causal convolution of their one-hot encodings gives, and so do the gradients. */
class EmbeddingLayerTest {
    private static final int CLASSES = 5;
    private static final int CHANNELS = 3;
    private static final int STEPS = 6;
    private static final int BATCH = 2;

    /** Kernels that are longer than the sequence too. */
    @ParameterizedTest
    @CsvSource({"ejml, 1", "ejml, 2", "cpu, 3", "ejml, 6", "cpu, 9"})
    void isTheConvolutionOfOneHotEncodings(String backendName, int taps) {
        EmbeddingLayer embedding = new EmbeddingLayer("codes", CLASSES, CHANNELS, taps);
        ConvLayer convolution = ConvLayer.causal("one-hot", CLASSES, CHANNELS, taps, 1, Activation.NONE);
        SplittableRandom random = new SplittableRandom(taps);
        Tensor codes = Tensor.zeros(TensorType.i32(STEPS, BATCH));
        Tensor encoded = Tensor.zeros(TensorType.f32(CLASSES, STEPS, BATCH));
        for (int i = 0; i < STEPS * BATCH; i++) {
            int code = random.nextInt(CLASSES);
            codes.set(i, code);
            encoded.set(code * STEPS * BATCH + i, 1);
        }
        Tensor kernel = Tensor.gaussian(TensorType.f32(taps, CLASSES, CHANNELS), 1, random);
        Tensor weights = Tensor.gaussian(TensorType.f32(CHANNELS, STEPS, BATCH), 1, random);
        double[][] expected = run(backendName, convolution, encoded, kernel, weights);
        double[][] found = run(backendName, embedding, codes, kernel, weights);
        assertArrayEquals(expected[0], found[0], 1e-6);
        assertArrayEquals(expected[1], found[1], 1e-5);
    }

    /** Returns what a layer gives, and the gradient of a weighted sum of it by its first parameter. */
    private static double[][] run(String backendName, Layer layer, Tensor input, Tensor kernel, Tensor weights) {
        Parameter first = layer.parameters().getFirst();
        GraphBuilder builder = new GraphBuilder("layer");
        Value y = layer.apply(builder.input("x", input.type()));
        builder.output("y", y);
        Value sum = Ops.sumAll(Ops.multiply(y, builder.constant(weights)));
        Value read = builder.read(first.variable());
        builder.output("gradient", Differentiator.gradient(sum, List.of(read)).getFirst());
        try (Backend backend = Backends.open(backendName);
                VariableStore store = new VariableStore(
                        backend,
                        layer.parameters().stream().map(Parameter::variable).toList());
                Program program = new Compiler(backend).compile(builder.build()).instantiate(store)) {
            store.set(first.variable(), reshaped(kernel, first.variable().type()));
            program.set("x", input);
            program.run();
            return new double[][] {
                program.get("y").doubles(), program.get("gradient").doubles()
            };
        }
    }

    private static Tensor reshaped(Tensor value, TensorType type) {
        return Tensor.of(value.floats(), type.shape().dims());
    }
}
