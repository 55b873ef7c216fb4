package io.tidecast.bench.parity;

import ai.onnxruntime.OrtException;
import io.tidecast.bench.onnx.OnnxGraph;
import io.tidecast.bench.onnx.OnnxLayers;
import io.tidecast.bench.onnx.Rearranged;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions along time, held against ONNX Runtime's own. */
class ConvolutionParityTest {
    /** One convolution and the sizes of what it is given. */
    record Case(Conv1d op, int taps, int channels, int filters, int time, int batch) {}

    private static final List<Case> CASES = List.of(
            new Case(conv(1, 1, Padding.CAUSAL, Activation.RELU), 2, 1, 20, 50, 32),
            new Case(conv(1, 8, Padding.CAUSAL, Activation.RELU), 2, 20, 20, 50, 32),
            new Case(conv(1, 4, Padding.CAUSAL, Activation.TANH), 3, 7, 33, 17, 1),
            new Case(conv(1, 16, Padding.CAUSAL, Activation.SIGMOID), 2, 5, 3, 7, 3),
            new Case(conv(3, 2, Padding.CAUSAL, Activation.NONE), 3, 4, 6, 20, 5),
            new Case(conv(2, 1, Padding.VALID, Activation.NONE), 4, 1, 20, 50, 32),
            new Case(conv(3, 2, Padding.VALID, Activation.RELU), 3, 6, 17, 29, 7),
            new Case(conv(1, 1, Padding.VALID, Activation.NONE), 1, 20, 10, 24, 32),
            new Case(conv(1, 1, Padding.VALID, Activation.RELU), 1, 1, 1, 1, 1));

    private static Conv1d conv(int stride, int dilation, Padding padding, Activation activation) {
        return new Conv1d(stride, dilation, padding, activation);
    }

    static Stream<Arguments> cases() {
        return OnBackend.names().stream().flatMap(name -> CASES.stream().map(one -> Arguments.of(name, one)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void convolution(String backend, Case one) throws OrtException {
        SplittableRandom random = new SplittableRandom(23);
        Tensor x = Tensor.gaussian(TensorType.f32(one.channels(), one.time(), one.batch()), 1, random);
        Tensor kernel = Tensor.gaussian(
                TensorType.f32(one.taps(), one.channels(), one.filters()),
                1 / Math.sqrt(one.taps() * one.channels()),
                random);
        Tensor bias = Tensor.gaussian(TensorType.f32(one.filters()), 0.3, random);

        OnnxGraph graph = new OnnxGraph();
        String sequence = graph.input("x", one.batch(), one.channels(), one.time());
        Conv1d op = one.op();
        String sums = OnnxLayers.convolution(
                graph, sequence, kernel, bias, op.stride(), op.dilation(), op.leftPadding(one.taps()));
        byte[] model = graph.model(OnnxLayers.activation(graph, sums, op.activation()));
        Tensor theirs = OnnxRuntime.run(model, "x", Rearranged.axes(x, 2, 0, 1));

        Tensor ours = OnBackend.run(backend, op, List.of(x, kernel, bias));
        Agreement.check(Rearranged.axes(theirs, 1, 2, 0), ours);
    }
}
