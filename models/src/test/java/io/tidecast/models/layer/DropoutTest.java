package io.tidecast.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    private static final int CHANNELS = 64;
    private static final int STEPS = 120;
    private static final int BATCH = 30;
    private static final double SIZE = CHANNELS * STEPS * BATCH;

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.9})
    void theMeanIsWhatItWas(double rate) {
        try (Backend backend = Backends.open("cpu")) {
            double[] ones = masks(backend, rate, 1).each().doubles();
            double kept = Arrays.stream(ones).filter(value -> value != 0).count() / SIZE;
            double deviation = Math.sqrt(rate * (1 - rate) / SIZE);
            assertEquals(1 - rate, kept, 5 * deviation);
            for (double value : ones) {
                assertTrue(value == 0 || Math.abs(value * (1 - rate) - 1) < 1e-6, () -> "found " + value);
            }
        }
    }

    @Test
    void channelsAreHeldOverTime() {
        try (Backend backend = Backends.open("cpu")) {
            double[] held = masks(backend, 0.4, 1).held().doubles();
            int dropped = 0;
            for (int channel = 0; channel < CHANNELS; channel++) {
                for (int sequence = 0; sequence < BATCH; sequence++) {
                    double first = held[channel * STEPS * BATCH + sequence];
                    dropped += first == 0 ? 1 : 0;
                    for (int step = 1; step < STEPS; step++) {
                        assertEquals(first, held[(channel * STEPS + step) * BATCH + sequence]);
                    }
                }
            }
            assertEquals(0.4, dropped / (double) (CHANNELS * BATCH), 0.06);
        }
    }

    @Test
    void masksDependOnTheRunAndThePlaceAlone() {
        double[] reference;
        try (Backend backend = Backends.open("ejml")) {
            reference = masks(backend, 0.1, 7).each().doubles();
        }
        for (int threads : new int[] {1, 3}) {
            try (Backend backend = Backends.open("cpu", new BackendOptions(threads))) {
                assertArrayEquals(reference, masks(backend, 0.1, 7).each().doubles(), 1e-6);
            }
        }
        try (Backend backend = Backends.open("cpu")) {
            Set<Integer> distinct = new HashSet<>();
            for (int run = 7; run < 10; run++) {
                Masks masks = masks(backend, 0.1, run);
                distinct.add(Arrays.hashCode(masks.each().doubles()));
                distinct.add(Arrays.hashCode(masks.other().doubles()));
            }
            assertEquals(6, distinct.size());
        }
    }

    /** A part that single precision cannot tell from all of it is not divided by zero. */
    @Test
    void hardlyAnythingIsKeptOfNearlyOne() {
        try (Backend backend = Backends.open("cpu")) {
            double[] values = masks(backend, Math.nextDown(1.0), 1).each().doubles();
            assertTrue(Arrays.stream(values).allMatch(Double::isFinite));
            assertTrue(Arrays.stream(values).filter(value -> value != 0).count() < 10);
        }
    }

    /** What is left of ones. */
    private record Masks(Tensor each, Tensor other, Tensor held) {}

    private static Masks masks(Backend backend, double rate, int run) {
        GraphBuilder builder = new GraphBuilder("masks");
        Value x = builder.input("x", TensorType.f32(CHANNELS, STEPS, BATCH));
        Dropout dropout = Dropout.inputs(builder, rate);
        builder.output("each", dropout.each(x));
        builder.output("other", dropout.each(x));
        builder.output("held", dropout.held(x));
        try (VariableStore none = new VariableStore(backend, List.of());
                Program program = new Compiler(backend).compile(builder.build()).instantiate(none)) {
            program.set("x", Tensor.filled(x.type(), 1));
            program.set(Dropout.SEED, Tensor.of(new int[] {11, -4}, 2));
            program.set(Dropout.RUN, Tensor.of(TensorType.i32(), run));
            program.run();
            return new Masks(program.get("each"), program.get("other"), program.get("held"));
        }
    }
}
