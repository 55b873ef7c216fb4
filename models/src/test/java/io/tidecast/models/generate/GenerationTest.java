package io.tidecast.models.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.head.Categorical;
import io.tidecast.models.head.RoundedMixture;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Signal;
import io.tidecast.models.step.SteppedNetwork;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.Predictor;
import io.tidecast.models.train.ThinnedExamples;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a network makes up is what its windows say, drawn and told again. */
class GenerationTest {
    private static final int CLASSES = 11;
    private static final int STEPS = 50;
    private static final int GIVEN = 7;
    private static final int BEFORE = 4;
    private static final int VOICES = 3;
    private static final double TEMPERATURE = 0.8;
    private static final GatedWaveNet ARCHITECTURE = new GatedWaveNet(7, 9, 2, List.of(1, 2, 4), 2);
    private static final Conditions LABELS = Conditions.ofLabels(List.of(3, 2));
    private static final Network NETWORK = ARCHITECTURE.ofCodes(CLASSES, LABELS, STEPS);
    private static final RoundedMixture HEAD = new RoundedMixture(3, CLASSES);
    private static final Network OF_NUMBERS = ARCHITECTURE.ofNumbers(HEAD, LABELS, STEPS);
    private static final ConvGru RECURRENT = new ConvGru(6, 4, 1, Activation.NONE, 2, 8);
    private static final ConvGru THINNED = new ConvGru(6, 3, 2, Activation.RELU, 1, 8);

    /** Wider than what training begins with, so that the codes are not all about as likely. */
    private static SequencedMap<Variable, Tensor> weights(Network network) {
        SplittableRandom random = new SplittableRandom(9);
        SequencedMap<Variable, Tensor> weights = network.initialWeights(9);
        weights.replaceAll((variable, value) -> Tensor.gaussian(variable.type(), 0.5, random));
        return weights;
    }

    private static int given(int step, int voice) {
        return (3 * step + 5 * voice) % CLASSES;
    }

    private static int label(int label, int voice) {
        return (label + voice) % (label == 0 ? 3 : 2);
    }

    private static float number(int number, int voice) {
        return (2 * number + voice) % 3 - 1;
    }

    /** Returns the codes of each voice, the given ones first. */
    private static int[][] generate(Backend backend, Network network, int voices, long seed) {
        int[][] codes = new int[voices][STEPS];
        try (SteppedNetwork stepped = new SteppedNetwork(backend, network, weights(network), voices);
                Generation generation = new Generation(stepped, BEFORE, TEMPERATURE, seed)) {
            for (int i = 0; i < 2 * voices; i++) {
                generation.told().labels()[i] = label(i / voices, i % voices);
            }
            for (int i = 0; i < generation.told().vector().length; i++) {
                generation.told().vector()[i] = number(i / voices, i % voices);
            }
            int[] given = new int[voices];
            for (int step = 0; step < STEPS; step++) {
                for (int voice = 0; voice < voices; voice++) {
                    given[voice] = given(step, voice);
                }
                if (step < GIVEN) {
                    generation.follow(given);
                }
                int[] told = step < GIVEN ? given : generation.next();
                for (int voice = 0; voice < voices; voice++) {
                    codes[voice][step] = told[voice];
                }
            }
        }
        return codes;
    }

    /** The windows whose codes were made up, one of each voice; targets do not matter. */
    private static final class MadeUp implements Examples {
        private final Network network;
        private final int[][] codes;

        private MadeUp(Network network, int[][] codes) {
            this.network = network;
            this.codes = codes;
        }

        @Override
        public int count() {
            return codes.length;
        }

        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public int window() {
            return STEPS;
        }

        @Override
        public int outputs() {
            return network.outputs();
        }

        @Override
        public void fill(int[] order, int from, int count, Batch batch) {
            int size = batch.size();
            for (int column = 0; column < size; column++) {
                int voice = order[from + Math.min(column, count - 1)];
                for (int step = 0; step < STEPS; step++) {
                    int told = step == 0 ? BEFORE : codes[voice][step - 1];
                    if (network.input() instanceof Signal.Codes) {
                        batch.inputCodes()[step * size + column] = told;
                    } else {
                        batch.inputs()[step * size + column] = (float) HEAD.number(told);
                    }
                }
                batch.told().labels()[column] = label(0, voice);
                batch.told().labels()[size + column] = label(1, voice);
                for (int number = 0; number < batch.told().vector().length / size; number++) {
                    batch.told().vector()[number * size + column] = number(number, voice);
                }
            }
        }
    }

    /** Returns the outputs {@code [voices, steps, outputs]} of the windows whose codes were made up. */
    private static float[][][] whole(Backend backend, Network network, int[][] codes) {
        int stride = network.timeMap().stride();
        float[][][] all = new float[codes.length][STEPS][network.outputs()];
        SequencedMap<Variable, Tensor> weights = weights(network);
        try (VariableStore store = new VariableStore(backend, weights.keySet());
                Predictor predictor = new Predictor(store, network, codes.length)) {
            store.restore(weights);
            predictor.forEach(ThinnedExamples.of(new MadeUp(network, codes), network), (part, outputs) -> {
                for (int window = 0; window < part.windows(); window++) {
                    int index = part.firstWindow() + window;
                    for (int step = index % stride; step < STEPS; step += stride) {
                        for (int output = 0; output < network.outputs(); output++) {
                            all[index / stride][step][output] = outputs[part.index(output, step / stride, window)];
                        }
                    }
                }
            });
        }
        return all;
    }

    static Stream<Arguments> cases() {
        return Stream.of("cpu", "ejml")
                .flatMap(backend -> Stream.of(
                        Arguments.of(backend, "codes", NETWORK),
                        Arguments.of(backend, "numbers", OF_NUMBERS),
                        Arguments.of(backend, "codes", RECURRENT.ofCodes(CLASSES, LABELS, STEPS)),
                        Arguments.of(backend, "codes", RECURRENT.ofCodes(CLASSES, LABELS.withVector(2), STEPS)),
                        Arguments.of(backend, "codes", THINNED.ofCodes(CLASSES, LABELS, STEPS)),
                        Arguments.of(backend, "numbers", RECURRENT.ofNumbers(HEAD, LABELS, STEPS))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void codesAreThoseThatTheWholeWindowSays(String name, String told, Network network) {
        long seed = 5;
        try (Backend backend = Backends.open(name)) {
            int[][] codes = generate(backend, network, VOICES, seed);
            float[][][] outputs = whole(backend, network, codes);
            for (int voice = 0; voice < VOICES; voice++) {
                SplittableGenerator random =
                        new SplittableGenerator(seed).split("voices").split(voice);
                Draw draw = network.head() instanceof Categorical
                        ? new Sampler(CLASSES, TEMPERATURE, random)
                        : new MixtureSampler(HEAD, TEMPERATURE, random);
                for (int step = GIVEN; step < STEPS; step++) {
                    int drawn = draw.draw(outputs[voice][step], 0, 1);
                    assertEquals(drawn, codes[voice][step], "voice " + voice + ", step " + step);
                }
                assertTrue(Arrays.stream(codes[voice]).distinct().count() > 3, Arrays.toString(codes[voice]));
            }
        }
    }

    @Test
    void outputsThatAreNoNumbersAreNotDrawnFrom() {
        for (int i = 0; i < HEAD.parameters(); i++) {
            float[] outputs = new float[HEAD.parameters()];
            outputs[i] = Float.NaN;
            MixtureSampler sampler = new MixtureSampler(HEAD, 1, new SplittableGenerator(3));
            FailureException failed = assertThrows(FailureException.class, () -> {
                for (int draw = 0; draw < 100; draw++) {
                    sampler.draw(outputs, 0, 1);
                }
            });
            assertTrue(failed.getMessage().contains("not finite"), failed.getMessage());
        }
    }

    @Test
    void aVoiceComesToTheSameHoweverManyThereAre() {
        try (Backend backend = Backends.open("cpu")) {
            int[][] many = generate(backend, NETWORK, 17, 2);
            assertArrayEquals(many, generate(backend, NETWORK, 17, 2));
            for (int voices : new int[] {1, 2, 5}) {
                int[][] few = generate(backend, NETWORK, voices, 2);
                for (int voice = 0; voice < voices; voice++) {
                    assertArrayEquals(many[voice], few[voice], "voice " + voice + " of " + voices);
                }
            }
            List<String> seen = new ArrayList<>();
            for (int[] voice : many) {
                seen.add(Arrays.toString(voice));
            }
            assertEquals(17, seen.stream().distinct().count());
            assertFalse(Arrays.equals(many[0], generate(backend, NETWORK, 1, 3)[0]), "another seed, the same codes");
        }
    }

    static Stream<Arguments> networks() {
        return Stream.of(Arguments.of("codes", NETWORK), Arguments.of("numbers", OF_NUMBERS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void codesAllocateNothing(String told, Network network) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Backend backend = Backends.open("cpu");
                SteppedNetwork stepped = new SteppedNetwork(backend, network, weights(network), 2);
                Generation generation = new Generation(stepped, BEFORE, 1, 1)) {
            long fewest = Long.MAX_VALUE;
            for (int round = 0; round < 400 && fewest > 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int step = 0; step < 1000; step++) {
                    generation.next();
                }
                fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, fewest);
        }
    }

    @Test
    void aNetworkOfNumbersIsRefused() {
        Network numbers = ARCHITECTURE.build(1, 3, STEPS);
        try (Backend backend = Backends.open("ejml");
                SteppedNetwork stepped = new SteppedNetwork(backend, numbers, numbers.initialWeights(1), 1)) {
            InputException refused = assertThrows(InputException.class, () -> new Generation(stepped, 0, 1, 1));
            assertTrue(refused.getMessage().contains("reads codes"), refused.getMessage());
        }
    }
}
