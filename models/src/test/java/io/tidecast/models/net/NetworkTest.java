package io.tidecast.models.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.Flatten;
import io.tidecast.models.layer.RecurrentLayer;
import io.tidecast.models.layer.TimeMap;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
    private static final int WINDOW = 50;

    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of(new Linear(), 1, 51),
                Arguments.of(new Recurrent(RecurrentLayer.Cell.SIMPLE_RNN, List.of(), false, false), 1, 3),
                Arguments.of(new Recurrent(RecurrentLayer.Cell.SIMPLE_RNN, List.of(20, 20), false, false), 1, 1282),
                Arguments.of(new Recurrent(RecurrentLayer.Cell.SIMPLE_RNN, List.of(20, 20), false, true), 1, 1281),
                Arguments.of(Recurrent.book(RecurrentLayer.Cell.SIMPLE_RNN), 10, 1470),
                Arguments.of(Recurrent.book(RecurrentLayer.Cell.LSTM), 10, 5250),
                Arguments.of(Recurrent.book(RecurrentLayer.Cell.GRU), 10, 4110),
                Arguments.of(ConvGru.BOOK, 10, 5350),
                Arguments.of(WaveNet.BOOK, 10, 6010));
    }

    @ParameterizedTest
    @MethodSource("published")
    void parametersAreAsManyAsTheChapterPrints(Architecture architecture, int outputs, int parameters) {
        assertEquals(parameters, architecture.build(1, outputs, WINDOW).parameterCount());
    }

    @Test
    void convGruForecastsAtEverySecondStepFromTheFourth() {
        TimeMap map = ConvGru.BOOK.build(1, 10, WINDOW).timeMap();
        assertEquals(new TimeMap(3, 2, 24, TimeMap.UNBOUNDED), map);
        assertEquals(49, map.inputStep(23));
    }

    @Test
    void waveNetForecastsAtEveryStepAndSeesItsReceptiveField() {
        assertEquals(
                new TimeMap(0, 1, 50, 31), WaveNet.BOOK.build(1, 10, WINDOW).timeMap());
        WaveNet larger = new WaveNet(32, 2, List.of(1, 1, 2, 4), 1);
        assertEquals(9, larger.build(1, 10, WINDOW).timeMap().reach());
    }

    @Test
    void aWindowThatIsTooShortIsSaid() {
        InputException fault = assertThrows(InputException.class, () -> ConvGru.BOOK.build(1, 10, 3));
        assertTrue(fault.getMessage().startsWith("conv-gru: a window of 3 steps is too short"), fault.getMessage());
    }

    @Test
    void recurrentKernelsBeginWithOrthonormalRowsOverAllGates() {
        double[] kernel = initial("gru1/recurrent_kernel").doubles();
        for (int row = 0; row < 20; row++) {
            for (int other = 0; other < 20; other++) {
                double product = 0;
                for (int column = 0; column < 60; column++) {
                    product += kernel[row * 60 + column] * kernel[other * 60 + column];
                }
                assertEquals(row == other ? 1 : 0, product, 1e-6);
            }
        }
    }

    @Test
    void kernelsBeginWithinGlorotsBoundAndReachIt() {
        assertBound("gru1/kernel", 0.2739);
        assertBound("conv/kernel", 0.2673);
        assertBound("output/kernel", 0.4472);
        assertTrue(Arrays.stream(initial("gru1/bias").doubles()).allMatch(value -> value == 0));
    }

    @Test
    void forgetGatesBeginOpen() {
        Network lstm = Recurrent.book(RecurrentLayer.Cell.LSTM).build(1, 10, WINDOW);
        double[] bias = lstm.initialWeights(1).values().stream()
                .filter(value -> value.shape().rank() == 1)
                .findFirst()
                .orElseThrow()
                .doubles();
        assertEquals(20, Arrays.stream(bias).sum());
        assertEquals(20, Arrays.stream(bias, 20, 40).sum());
    }

    @Test
    void flatteningGoesStepByStep() {
        GraphBuilder builder = new GraphBuilder("flatten");
        builder.output("y", new Flatten("flatten", 2, 3).apply(builder.input("x", TensorType.f32(2, 3, 1))));
        try (Backend backend = Backends.open("ejml");
                VariableStore none = new VariableStore(backend, List.of());
                Program program = new Compiler(backend).compile(builder.build()).instantiate(none)) {
            program.set("x", Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 2, 3, 1));
            program.run();
            assertArrayEquals(
                    new double[] {1, 10, 2, 20, 3, 30}, program.get("y").doubles());
        }
    }

    private static Tensor initial(String name) {
        return ConvGru.BOOK.build(1, 10, WINDOW).initialWeights(1).entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static void assertBound(String name, double bound) {
        double largest =
                Arrays.stream(initial(name).doubles()).map(Math::abs).max().orElseThrow();
        assertTrue(largest < bound + 1e-4 && largest > 0.9 * bound, name + ": " + largest + " for " + bound);
    }
}
