package io.tidecast.models.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.layer.Context;
import io.tidecast.models.layer.Told;
import io.tidecast.models.layer.Upsampling;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.ToldRoom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that are told something beside their sequences: step by step as in one forward pass, and causal. */
class ToldStepsTest {
    private static final int STEPS = 61;
    private static final double ROUNDING = 2e-5;
    private static final GatedWaveNet PLAIN = new GatedWaveNet(5, 7, 2, List.of(1, 2, 4), 1);

    private static Conditions.Local local(int channels, int every, Upsampling how) {
        return new Conditions.Local(channels, every, how);
    }

    static Stream<Arguments> networks() {
        Conditions vector = Conditions.NONE.withVector(3);
        Conditions repeated = Conditions.NONE.withLocal(local(2, 5, Upsampling.REPEATED));
        Conditions all = Conditions.ofLabels(List.of(3, 2)).withVector(2).withLocal(local(3, 4, Upsampling.LEARNED));
        Context pooled = new Context(3, 4, List.of(1, 2), Upsampling.REPEATED);
        Context mixed = new Context(4, 3, List.of(1, 3), Upsampling.LEARNED);
        GatedWaveNet threeTaps = new GatedWaveNet(4, 6, 3, List.of(1, 2), 1);
        return Stream.of(
                Arguments.of("vector", PLAIN.build(2, 3, vector, STEPS)),
                Arguments.of("repeated", PLAIN.build(2, 3, repeated, STEPS)),
                Arguments.of("all", PLAIN.ofCodes(6, all, STEPS)),
                Arguments.of("context", PLAIN.withContext(pooled).build(2, 3, STEPS)),
                Arguments.of("mixed context", threeTaps.withContext(mixed).build(1, 2, STEPS)),
                Arguments.of("all and context", threeTaps.withContext(pooled).ofCodes(6, all, STEPS)));
    }

    /** A GRU sees all that came before, however far. */
    static Stream<Arguments> recurrent() {
        ConvGru architecture = new ConvGru(5, 3, 1, Activation.NONE, 2, 6);
        Conditions labelsAndVector = Conditions.ofLabels(List.of(3, 2)).withVector(2);
        Conditions repeated = Conditions.NONE.withLocal(local(2, 5, Upsampling.REPEATED));
        Conditions all = labelsAndVector.withLocal(local(3, 4, Upsampling.LEARNED));
        return Stream.of(
                Arguments.of(
                        "recurrent", new ConvGru(5, 1, 1, Activation.NONE, 2, 6).ofCodes(6, labelsAndVector, STEPS)),
                Arguments.of("recurrent, repeated", architecture.build(2, 3, repeated, STEPS)),
                Arguments.of("recurrent, all", architecture.ofCodes(6, all, STEPS)));
    }

    static Stream<Arguments> cases() {
        return Stream.of("cpu", "ejml")
                .flatMap(backend -> Stream.concat(networks(), recurrent())
                        .map(network -> Arguments.of(backend, network.get()[0], network.get()[1])));
    }

    @Test
    void aConvGruWithAStrideRefusesWhatIsToldAlong() {
        Conditions along = Conditions.NONE.withLocal(local(2, 5, Upsampling.REPEATED));
        InputException refusal = assertThrows(InputException.class, () -> ConvGru.BOOK.ofCodes(6, along, STEPS));
        assertTrue(refusal.getMessage().contains("expected a stride of 1"), refusal.getMessage());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void stepByStepIsOneForwardPass(String backendName, String name, Network network) {
        try (Backend backend = Backends.open(backendName)) {
            for (int voices : new int[] {1, 3}) {
                SequencedMap<Variable, Tensor> weights = weights(network);
                Map<String, Tensor> given = given(network, voices);
                Tensor whole = applied(backend, network, weights, given, voices);
                try (SteppedNetwork stepped = new SteppedNetwork(backend, network, weights, voices);
                        Steps steps = stepped.begin()) {
                    for (int step = 0; step < STEPS; step++) {
                        tell(steps, network.conditions(), given, step, voices);
                        steps.advance();
                        float[] output = steps.output();
                        for (int i = 0; i < output.length; i++) {
                            double expected = whole.get(((long) (i / voices) * STEPS + step) * voices + i % voices);
                            assertEquals(expected, output[i], ROUNDING, name + ": output " + i + " of step " + step);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void whatComesInReachesNoFurtherThanItIsSaidTo(String name, Network network) {
        SequencedMap<Variable, Tensor> weights = weights(network);
        Map<String, Tensor> given = given(network, 1);
        int reach = network.timeMap().reach();
        assertTrue(reach < STEPS - network.timeMap().period());
        try (Backend backend = Backends.open("ejml")) {
            Tensor before = applied(backend, network, weights, given, 1);
            for (int at = 7; at < 7 + network.timeMap().period(); at++) {
                Tensor x = told(given, "x");
                double kept = x.get(at);
                x.set(at, x.type().dtype() == DType.I32 ? (kept + 1) % 6 : kept + 1);
                Tensor after = applied(backend, network, weights, given, 1);
                x.set(at, kept);
                int last = lastThatDiffers(before, after);
                assertEquals(at, firstThatDiffers(before, after), "what comes in at " + at);
                assertTrue(last < at + reach, "step " + at + " reaches to " + last);
            }
        }
    }

    @Test
    void aContextIsSeenThroughTheGroupsThatAreWhole() {
        int pool = 6;
        Network network = PLAIN.withContext(new Context(pool, 4, List.of(1, 2), Upsampling.REPEATED))
                .build(1, 2, STEPS);
        assertEquals(8 - 1 + pool * (4 + 1) - 1, network.timeMap().reach());
        Map<String, Tensor> given = given(network, 1);
        Map<String, Tensor> changed = given(network, 1);
        told(changed, "x").set(0, told(given, "x").get(0) + 1);
        int last = 0;
        try (Backend backend = Backends.open("ejml")) {
            // under some weights ReLU hides what is seen last
            for (int seed = 1; seed <= 8; seed++) {
                SequencedMap<Variable, Tensor> weights = weights(network, seed);
                Tensor before = applied(backend, network, weights, given, 1);
                Tensor after = applied(backend, network, weights, changed, 1);
                assertEquals(0, firstThatDiffers(before, after));
                last = Math.max(last, lastThatDiffers(before, after));
            }
        }
        assertEquals(network.timeMap().reach() - 1, last);
    }

    @ParameterizedTest
    @MethodSource("upsamplings")
    void whatIsToldAlongMattersFromItsFirstStepOn(Upsampling how) {
        int every = 5;
        Network network = PLAIN.build(1, 2, Conditions.NONE.withLocal(local(2, every, how)), STEPS);
        SequencedMap<Variable, Tensor> weights = weights(network);
        Map<String, Tensor> given = given(network, 1);
        try (Backend backend = Backends.open("ejml")) {
            Tensor before = applied(backend, network, weights, given, 1);
            Tensor local = told(given, Conditions.LOCAL);
            local.set(3, local.get(3) + 1);
            assertEquals(3 * every, firstThatDiffers(before, applied(backend, network, weights, given, 1)));
        }
    }

    static Stream<Upsampling> upsamplings() {
        return Stream.of(Upsampling.values());
    }

    /** What is learned begins as repetition. */
    @Test
    void aTransposedConvolutionBeginsByRepeating() {
        Map<Upsampling, Tensor> outputs = new LinkedHashMap<>();
        try (Backend backend = Backends.open("ejml")) {
            for (Upsampling how : Upsampling.values()) {
                Network network = PLAIN.build(1, 2, Conditions.NONE.withLocal(local(2, 4, how)), STEPS);
                Map<String, Tensor> given = given(network, 1);
                outputs.put(how, applied(backend, network, network.initialWeights(3), given, 1));
            }
        }
        double largest = 0;
        for (int i = 0; i < 2 * STEPS; i++) {
            double repeated = told(outputs, Upsampling.REPEATED).get(i);
            assertEquals(repeated, told(outputs, Upsampling.LEARNED).get(i), 1e-6);
            largest = Math.max(largest, Math.abs(repeated));
        }
        assertTrue(largest > 0.01, largest + " is the largest output");
    }

    private static int firstThatDiffers(Tensor one, Tensor other) {
        int step = 0;
        while (step < STEPS && one.get(step) == other.get(step)) {
            step++;
        }
        return step;
    }

    private static int lastThatDiffers(Tensor one, Tensor other) {
        int step = STEPS - 1;
        while (step >= 0 && one.get(step) == other.get(step)) {
            step--;
        }
        return step;
    }

    /** Returns values of which none is zero, what begins as zeros included. */
    private static SequencedMap<Variable, Tensor> weights(Network network) {
        return weights(network, 5);
    }

    private static SequencedMap<Variable, Tensor> weights(Network network, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SequencedMap<Variable, Tensor> weights = network.initialWeights(5);
        weights.replaceAll((variable, value) -> Tensor.gaussian(variable.type(), 0.4, random));
        return weights;
    }

    /** Returns the sequence as {@code x}, and what is told by the names of its inputs. */
    private static Map<String, Tensor> given(Network network, int voices) {
        SplittableRandom random = new SplittableRandom(voices);
        Map<String, Tensor> given = new LinkedHashMap<>();
        given.put("x", random(network.input().type(STEPS, voices), 6, random));
        network.conditions().inputs(STEPS, voices).forEach((name, type) -> given.put(name, random(type, 2, random)));
        return given;
    }

    private static <K> Tensor told(Map<K, Tensor> given, K name) {
        return Objects.requireNonNull(given.get(name));
    }

    private static Tensor random(TensorType type, int codes, SplittableRandom random) {
        Tensor tensor = Tensor.zeros(type);
        for (int i = 0; i < type.size(); i++) {
            tensor.set(i, type.dtype() == DType.I32 ? random.nextInt(codes) : random.nextGaussian());
        }
        return tensor;
    }

    private static void tell(Steps steps, Conditions conditions, Map<String, Tensor> given, int step, int voices) {
        Tensor x = told(given, "x");
        for (int i = 0; i < steps.input().length; i++) {
            steps.input()[i] = (float) x.get(((long) (i / voices) * STEPS + step) * voices + i % voices);
        }
        for (int i = 0; i < steps.inputCodes().length; i++) {
            steps.inputCodes()[i] = (int) x.get((long) step * voices + i);
        }
        ToldRoom told = steps.told();
        for (int i = 0; i < told.labels().length; i++) {
            told.labels()[i] = (int) told(given, Conditions.LABELS).get(i);
        }
        for (int i = 0; i < told.vector().length; i++) {
            told.vector()[i] = (float) told(given, Conditions.VECTOR).get(i);
        }
        conditions.local().ifPresent(local -> {
            Tensor along = told(given, Conditions.LOCAL);
            int slowSteps = along.shape().dim(1);
            for (int i = 0; i < told.local().length; i++) {
                int row = i / voices * slowSteps + step / local.every();
                told.local()[i] = (float) along.get((long) row * voices + i % voices);
            }
        });
    }

    private static Tensor applied(
            Backend backend,
            Network network,
            SequencedMap<Variable, Tensor> weights,
            Map<String, Tensor> given,
            int voices) {
        GraphBuilder builder = new GraphBuilder("window");
        Value x = builder.input("x", network.input().type(STEPS, voices));
        builder.output("y", network.apply(x, Told.inputs(builder, network.conditions(), STEPS, voices)));
        try (VariableStore store = new VariableStore(backend, weights.keySet())) {
            store.restore(weights);
            try (Program program =
                    new Compiler(backend).compile(builder.build()).instantiate(store)) {
                given.forEach(program::set);
                program.run();
                return program.get("y");
            }
        }
    }
}
