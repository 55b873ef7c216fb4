package io.tidecast.bench.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.tidecast.bench.onnx.OnnxNetwork;
import io.tidecast.bench.onnx.Rearranged;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.RecurrentLayer.Cell;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.WaveNet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks of the book, held against ONNX Runtime on the same weights. */
class NetworkParityTest {
    private static final int WINDOW = 50;
    private static final int HORIZON = 10;

    /** A network and how many parameters the book counts in it. */
    record Book(Architecture architecture, int parameters) {
        @Override
        public String toString() {
            return architecture.name();
        }
    }

    private static final List<Book> BOOK = List.of(
            new Book(ConvGru.BOOK, 5350),
            new Book(WaveNet.BOOK, 6010),
            new Book(Recurrent.book(Cell.GRU), 4110),
            new Book(Recurrent.book(Cell.LSTM), 5250),
            new Book(Recurrent.book(Cell.SIMPLE_RNN), 1470));

    static Stream<Arguments> cases() {
        return OnBackend.names().stream()
                .flatMap(name ->
                        BOOK.stream().flatMap(book -> Stream.of(1, 32).map(batch -> Arguments.of(name, book, batch))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forecast(String backendName, Book book, int batch) throws OrtException {
        Network network = book.architecture().build(1, HORIZON, WINDOW);
        assertEquals(book.parameters(), network.parameterCount());
        SplittableRandom random = new SplittableRandom(29);
        SequencedMap<Variable, Tensor> weights = weights(network, random);
        Tensor x = Tensor.gaussian(TensorType.f32(1, WINDOW, batch), 0.5, random);

        byte[] model = OnnxNetwork.model(network, weights, batch);
        Tensor theirs = OnnxRuntime.run(model, "x", Rearranged.axes(x, 1, 2, 0));

        GraphBuilder builder = new GraphBuilder("forecast");
        builder.output("forecast", network.apply(builder.input("x", x.type())));
        try (Backend backend = OnBackend.open(backendName);
                VariableStore store = new VariableStore(backend, weights.keySet());
                Program program = new Compiler(backend).compile(builder.build()).instantiate(store)) {
            store.restore(weights);
            program.set("x", x);
            program.run();
            Agreement.check(Rearranged.axes(theirs, 2, 0, 1), program.get("forecast"));
        }
    }

    /** Returns first weights with some noise, so that no bias is zero. */
    private static SequencedMap<Variable, Tensor> weights(Network network, SplittableRandom random) {
        SequencedMap<Variable, Tensor> weights = new LinkedHashMap<>();
        network.initialWeights(7).forEach((variable, first) -> {
            Tensor value = first.copy();
            for (int i = 0; i < value.type().size(); i++) {
                value.set(i, value.get(i) + 0.1 * random.nextGaussian());
            }
            weights.put(variable, value);
        });
        return weights;
    }
}
