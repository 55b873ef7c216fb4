package io.tidecast.bench.parity;

import ai.onnxruntime.OrtException;
import io.tidecast.bench.onnx.OnnxGraph;
import io.tidecast.bench.onnx.OnnxLayers;
import io.tidecast.bench.onnx.Rearranged;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.Lstm;
import io.tidecast.core.composite.SimpleRnn;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent layers over a sequence, held against ONNX Runtime's own. */
class RecurrentParityTest {
    /** Channels, time, batch and units of one case. */
    record Size(int channels, int time, int batch, int units) {}

    private record Weights(Tensor x, Tensor kernel, Tensor recurrent, Tensor bias) {}

    private static final List<Size> SIZES = List.of(
            new Size(1, 1, 1, 1),
            new Size(3, 1, 5, 7),
            new Size(1, 9, 1, 7),
            new Size(20, 24, 32, 20),
            new Size(5, 17, 3, 33),
            new Size(33, 6, 16, 1),
            new Size(7, 40, 1, 33));

    static Stream<Arguments> cases() {
        return OnBackend.names().stream().flatMap(name -> SIZES.stream().map(size -> Arguments.of(name, size)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gru(String backend, Size size) throws OrtException {
        SplittableRandom random = new SplittableRandom(17);
        Weights weights = weights(size, 3, random, 2, 3 * size.units());
        Tensor first = state(size, random);
        OnnxGraph graph = new OnnxGraph();
        String states = OnnxLayers.gru(
                graph, sequence(graph, size), weights.kernel(), weights.recurrent(), weights.bias(), first);
        compare(graph, states, backend, new Gru(false), weights, first);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lstm(String backend, Size size) throws OrtException {
        SplittableRandom random = new SplittableRandom(18);
        Weights weights = weights(size, 4, random, 4 * size.units());
        Tensor first = state(size, random);
        Tensor memory = state(size, random);
        OnnxGraph graph = new OnnxGraph();
        String states = OnnxLayers.lstm(
                graph, sequence(graph, size), weights.kernel(), weights.recurrent(), weights.bias(), first, memory);
        compare(graph, states, backend, new Lstm(false), weights, first, memory);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void simpleRnn(String backend, Size size) throws OrtException {
        SplittableRandom random = new SplittableRandom(19);
        Weights weights = weights(size, 1, random, size.units());
        Tensor first = state(size, random);
        OnnxGraph graph = new OnnxGraph();
        String states = OnnxLayers.simpleRnn(
                graph, sequence(graph, size), weights.kernel(), weights.recurrent(), weights.bias(), first);
        compare(graph, states, backend, new SimpleRnn(), weights, first);
    }

    private static void compare(
            OnnxGraph graph, String states, String backend, Composite op, Weights weights, Tensor... firstStates)
            throws OrtException {
        Tensor theirs = OnnxRuntime.run(graph.model(states), "x", Rearranged.axes(weights.x(), 1, 2, 0));
        List<Tensor> operands =
                new ArrayList<>(List.of(weights.x(), weights.kernel(), weights.recurrent(), weights.bias()));
        operands.addAll(List.of(firstStates));
        Tensor ours = OnBackend.run(backend, op, operands);
        Agreement.check(Rearranged.axes(theirs, 2, 0, 1), ours);
    }

    private static String sequence(OnnxGraph graph, Size size) {
        return graph.input("x", size.time(), size.batch(), size.channels());
    }

    private static Weights weights(Size size, int gates, SplittableRandom random, int... biasShape) {
        TensorType x = TensorType.f32(size.channels(), size.time(), size.batch());
        TensorType kernel = TensorType.f32(size.channels(), gates * size.units());
        TensorType recurrent = TensorType.f32(size.units(), gates * size.units());
        return new Weights(
                Tensor.gaussian(x, 1, random),
                Tensor.gaussian(kernel, 1 / Math.sqrt(size.channels()), random),
                Tensor.gaussian(recurrent, 1 / Math.sqrt(size.units()), random),
                Tensor.gaussian(TensorType.f32(biasShape), 0.3, random));
    }

    private static Tensor state(Size size, SplittableRandom random) {
        return Tensor.gaussian(TensorType.f32(size.units(), size.batch()), 0.5, random);
    }
}
