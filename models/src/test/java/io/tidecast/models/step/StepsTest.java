package io.tidecast.models.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.head.RoundedMixture;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.layer.DenseLayer;
import io.tidecast.models.layer.Flatten;
import io.tidecast.models.layer.Layer;
import io.tidecast.models.layer.RecurrentLayer;
import io.tidecast.models.layer.RecurrentLayer.Cell;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.Signal;
import io.tidecast.models.net.WaveNet;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Step by step every network gives what it gives over all steps so far as one window. */
class StepsTest {
    private static final int LONGEST = 41;
    private static final double ROUNDING = 1e-5;

    private static Network build(Architecture architecture, int inputs, int outputs) {
        return architecture.build(inputs, outputs, LONGEST);
    }

    static List<Network> networks() {
        List<Network> networks = new ArrayList<>();
        networks.add(build(ConvGru.BOOK, 1, 10));
        networks.add(build(new ConvGru(7, 5, 3, Activation.RELU, 1, 9), 3, 5));
        networks.add(build(new ConvGru(5, 1, 1, Activation.TANH, 3, 4), 2, 1));
        networks.add(build(WaveNet.BOOK, 1, 10));
        networks.add(build(new WaveNet(6, 3, List.of(1, 3, 2), 2), 5, 3));
        networks.add(build(new WaveNet(17, 1, List.of(1), 1), 1, 1));
        networks.add(build(new GatedWaveNet(7, 9, 2, List.of(1, 2, 4, 8, 16, 32), 1), 2, 3));
        networks.add(build(new GatedWaveNet(3, 5, 3, List.of(2, 1), 2), 1, 4));
        networks.add(new GatedWaveNet(6, 11, 2, List.of(1, 2, 4), 2).ofCodes(13, LONGEST));
        networks.add(new GatedWaveNet(18, 40, 2, List.of(1, 2, 8), 2).ofCodes(23, LONGEST));
        networks.add(new ConvGru(6, 4, 1, Activation.NONE, 2, 7).ofCodes(13, LONGEST));
        networks.add(new ConvGru(7, 2, 3, Activation.RELU, 1, 9).ofCodes(11, LONGEST));
        networks.add(build(new GatedWaveNet(33, 17, 3, List.of(1, 5), 1), 2, 3));
        networks.add(new GatedWaveNet(6, 11, 2, List.of(1, 2, 4), 2)
                .ofNumbers(new RoundedMixture(2, 1 << 16), Conditions.NONE, LONGEST));
        GatedWaveNet led = new GatedWaveNet(6, 11, 2, List.of(1, 2, 4), 1);
        networks.add(build(led.withInitialKernel(5), 3, 2));
        networks.add(led.withInitialKernel(2).ofCodes(13, LONGEST));
        networks.add(led.withInitialKernel(7).ofCodes(9, LONGEST));
        networks.add(build(new GatedWaveNet(5, 4, 2, List.of(1, 2, 4), 3).withResidualScale(Math.sqrt(0.5)), 2, 3));
        networks.add(new GatedWaveNet(18, 20, 3, List.of(1, 2), 2)
                .withResidualScale(0.3)
                .ofCodes(11, LONGEST));
        for (Cell cell : Cell.values()) {
            networks.add(build(Recurrent.book(cell), 1, 10));
            networks.add(build(new Recurrent(cell, List.of(5), false, false), 3, 2));
        }
        networks.add(new Network("strides", 2, LONGEST, stridesUponStrides()));
        return networks;
    }

    private static List<Layer> stridesUponStrides() {
        return List.of(
                ConvLayer.valid("first", 2, 5, 3, 2, Activation.RELU),
                ConvLayer.valid("second", 5, 6, 2, 3, Activation.NONE),
                ConvLayer.causal("dilated", 6, 4, 3, 2, Activation.RELU),
                new RecurrentLayer("inner", Cell.LSTM, 4, 5),
                new DenseLayer("output", 5, 3));
    }

    static Stream<Arguments> cases() {
        return Stream.of("cpu", "ejml")
                .flatMap(backend -> networks().stream().map(network -> Arguments.of(backend, network.name(), network)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void agreeWithEveryPrefixAsOneWindow(String backendName, String name, Network network) {
        try (Backend backend = Backends.open(backendName)) {
            for (int seed = 1; seed <= 3; seed++) {
                int voices = seed == 1 ? 1 : 2 * seed - 1;
                SequencedMap<Variable, Tensor> weights = random(network, seed);
                Tensor sequence = sequence(network, voices, seed);
                try (VariableStore store = new VariableStore(backend, weights.keySet());
                        SteppedNetwork stepped = new SteppedNetwork(backend, network, weights, voices);
                        Steps steps = stepped.begin()) {
                    store.restore(weights);
                    for (int length = 1; length <= LONGEST; length++) {
                        advance(steps, sequence, length - 1, voices);
                        compare(store, network, sequence, length, steps, voices);
                    }
                }
            }
        }
    }

    static Stream<Arguments> presets() {
        int beyondAllRings = 1_100;
        return Stream.of(
                Arguments.of("book", WaveNet.BOOK.build(1, 10, beyondAllRings)),
                Arguments.of("forecast", GatedWaveNet.FORECAST.build(2, 3, beyondAllRings)),
                Arguments.of("small", GatedWaveNet.SMALL.ofCodes(256, beyondAllRings)),
                Arguments.of("paper", GatedWaveNet.PAPER.ofCodes(256, beyondAllRings)));
    }

    /** Each step's output, until the largest dilation's ring has come round twice, beside that of one forward pass. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("presets")
    void presetsGiveStepByStepWhatAForwardPassGives(String name, Network network) {
        int steps = network.window();
        SequencedMap<Variable, Tensor> weights = random(network, 3);
        Tensor sequence = sequence(network, steps, 1, 3);
        try (Backend backend = Backends.open("cpu");
                VariableStore store = new VariableStore(backend, weights.keySet());
                SteppedNetwork stepped = new SteppedNetwork(backend, network, weights, 1);
                Steps one = stepped.begin()) {
            store.restore(weights);
            Tensor whole = applied(store, network, sequence);
            double scale = 1;
            for (int i = 0; i < whole.type().size(); i++) {
                scale = Math.max(scale, Math.abs(whole.get(i)));
            }
            assertEquals(steps, whole.shape().dim(1));
            for (int step = 0; step < steps; step++) {
                advance(one, sequence, steps, step, 1);
                float[] output = one.output();
                for (int i = 0; i < output.length; i++) {
                    double expected = whole.get((long) i * steps + step);
                    assertEquals(expected, output[i], ROUNDING * scale, "output " + i + " of step " + step);
                }
            }
        }
    }

    private static void compare(
            VariableStore store, Network network, Tensor sequence, int length, Steps steps, int voices) {
        int skipped = skipped(network, length);
        assertEquals(skipped >= 0, steps.hasOutput(), "after " + length + " steps");
        if (skipped < 0) {
            return;
        }
        double[] whole = lastOf(store, network.over(length - skipped), cut(sequence, network, skipped, length, voices));
        float[] stepped = steps.output();
        double scale = 1;
        for (double value : whole) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < whole.length; i++) {
            assertEquals(whole[i], stepped[i], ROUNDING * scale, "output " + i + " after " + length + " steps");
        }
    }

    /** Returns how many of the first steps a window leaves out, that its last output may stand at its end; -1 for too few. */
    private static int skipped(Network network, int length) {
        for (int skipped = 0; skipped < length; skipped++) {
            try {
                Network window = network.over(length - skipped);
                if (window.timeMap().inputStep(window.timeMap().steps() - 1) == length - skipped - 1) {
                    return skipped;
                }
            } catch (InputException tooShort) {
                return -1;
            }
        }
        return -1;
    }

    private static double[] lastOf(VariableStore store, Network network, Tensor window) {
        Tensor all = applied(store, network, window);
        int steps = all.shape().dim(1);
        int voices = all.shape().dim(2);
        double[] last = new double[all.shape().dim(0) * voices];
        for (int i = 0; i < last.length; i++) {
            last[i] = all.get(((long) (i / voices) * steps + steps - 1) * voices + i % voices);
        }
        return last;
    }

    private static Tensor applied(VariableStore store, Network network, Tensor window) {
        GraphBuilder builder = new GraphBuilder("window");
        builder.output("y", network.apply(builder.input("x", window.type())));
        try (Program program =
                new Compiler(store.backend()).compile(builder.build()).instantiate(store)) {
            program.set("x", window);
            program.run();
            return program.get("y");
        }
    }

    private static Tensor cut(Tensor sequence, Network network, int from, int to, int voices) {
        Tensor window = Tensor.zeros(network.input().type(to - from, voices));
        for (int i = 0; i < window.type().size(); i++) {
            int row = i / voices;
            int channel = row / (to - from);
            int step = from + row % (to - from);
            window.set(i, sequence.get(((long) channel * LONGEST + step) * voices + i % voices));
        }
        return window;
    }

    private static void advance(Steps steps, Tensor sequence, int step, int voices) {
        advance(steps, sequence, LONGEST, step, voices);
    }

    private static void advance(Steps steps, Tensor sequence, int length, int step, int voices) {
        for (int i = 0; i < steps.input().length; i++) {
            steps.input()[i] = (float) sequence.get(((long) (i / voices) * length + step) * voices + i % voices);
        }
        for (int voice = 0; voice < steps.inputCodes().length; voice++) {
            steps.inputCodes()[voice] = (int) sequence.get((long) step * voices + voice);
        }
        steps.advance();
    }

    private static Tensor sequence(Network network, int voices, int seed) {
        return sequence(network, LONGEST, voices, seed);
    }

    private static Tensor sequence(Network network, int length, int voices, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor sequence = Tensor.zeros(network.input().type(length, voices));
        for (long i = 0; i < sequence.type().size(); i++) {
            sequence.set(
                    i,
                    switch (network.input()) {
                        case Signal.Channels _ -> random.nextGaussian();
                        case Signal.Codes codes -> random.nextInt(codes.classes());
                    });
        }
        return sequence;
    }

    /** Biases too, since what is wrong at the beginning of a sequence may not show while they are zeros. */
    private static SequencedMap<Variable, Tensor> random(Network network, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SequencedMap<Variable, Tensor> weights = network.initialWeights(seed);
        weights.replaceAll((variable, value) ->
                variable.type().shape().rank() == 1 ? Tensor.gaussian(variable.type(), 0.3, random) : value);
        return weights;
    }

    @Test
    void aNetworkThatJoinsAWindowReadsItsLastSteps() {
        Network joined = new Linear().build(2, 3, 5);
        SequencedMap<Variable, Tensor> weights = random(joined, 1);
        Tensor sequence = sequence(joined, 1, 1);
        try (Backend backend = Backends.open("cpu");
                VariableStore store = new VariableStore(backend, weights.keySet());
                SteppedNetwork stepped = new SteppedNetwork(backend, joined, weights, 1);
                Steps steps = stepped.begin()) {
            store.restore(weights);
            for (int length = 1; length <= LONGEST; length++) {
                advance(steps, sequence, length - 1, 1);
                assertEquals(length >= 5, steps.hasOutput());
                if (length >= 5) {
                    double[] whole = lastOf(store, joined, cut(sequence, joined, length - 5, length, 1));
                    for (int i = 0; i < whole.length; i++) {
                        assertEquals(whole[i], steps.output()[i], ROUNDING);
                    }
                }
            }
        }
    }

    @Test
    void joiningWhatDependsOnTheWindowsBeginningIsRefused() {
        Network network = new Network(
                "joined",
                1,
                4,
                List.of(
                        ConvLayer.causal("causal", 1, 2, 2, 1, Activation.NONE),
                        new Flatten("flatten", 2, 4),
                        new DenseLayer("output", 8, 1)));
        try (Backend backend = Backends.open("ejml")) {
            InputException refused = assertThrows(
                    InputException.class, () -> new SteppedNetwork(backend, network, network.initialWeights(1), 1));
            assertTrue(refused.getMessage().startsWith("flatten: joins the last 4 steps"), refused.getMessage());
        }
    }

    static Stream<Arguments> thinnedBehindABeginning() {
        ConvLayer strided = ConvLayer.valid("strided", 2, 2, 2, 3, Activation.NONE);
        return Stream.of(
                Arguments.of(
                        "strided: a stride of 3 thins out what depends on where the window begins (causal padding",
                        List.of(ConvLayer.causal("causal", 2, 2, 2, 2, Activation.NONE), strided)),
                Arguments.of(
                        "strided: a stride of 3 thins out what depends on where the window begins (a recurrent layer",
                        List.of(new RecurrentLayer("inner", Cell.GRU, 2, 2), strided)),
                Arguments.of(
                        "padded: a stride of 2 thins out what depends on where the window begins (causal padding",
                        List.of(new ConvLayer("padded", 2, 2, 3, new Conv1d(2, 1, Padding.CAUSAL, Activation.NONE)))));
    }

    @ParameterizedTest
    @MethodSource("thinnedBehindABeginning")
    void thinningWhatDependsOnTheWindowsBeginningIsRefused(String message, List<Layer> layers) {
        Network network = new Network("thinned", 2, LONGEST, layers);
        try (Backend backend = Backends.open("ejml")) {
            InputException refused = assertThrows(
                    InputException.class, () -> new SteppedNetwork(backend, network, network.initialWeights(1), 1));
            assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
        }
    }

    @Test
    void sequencesOfOneNetworkKeepApart() {
        Network network = build(ConvGru.BOOK, 1, 2);
        SequencedMap<Variable, Tensor> weights = random(network, 5);
        try (Backend backend = Backends.open("cpu");
                SteppedNetwork stepped = new SteppedNetwork(backend, network, weights, 1);
                Steps one = stepped.begin();
                Steps other = stepped.begin()) {
            Tensor sequence = sequence(network, 1, 5);
            for (int step = 0; step < 20; step++) {
                advance(one, sequence, step, 1);
            }
            float expected = one.output()[0];
            for (int step = 0; step < 19; step++) {
                advance(other, sequence, step, 1);
            }
            one.restore(other.count(), other.memory());
            assertEquals(19, one.count());
            advance(other, sequence, 30, 1);
            advance(one, sequence, 19, 1);
            assertEquals(expected, one.output()[0]);
            one.reset();
            assertFalse(one.hasOutput());
            for (int step = 0; step < 20; step++) {
                advance(one, sequence, step, 1);
            }
            assertEquals(expected, one.output()[0]);
        }
    }
}
