package io.tidecast.models.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.composite.Activation;
import io.tidecast.models.layer.RecurrentLayer.Cell;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.WaveNet;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step costs beside its arithmetic: nothing. */
class StepCostTest {
    private static final int WINDOW = 41;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void loopsOfOneStepAreGone() {
        Network network = Recurrent.book(Cell.LSTM).build(1, 10, WINDOW);
        try (Backend backend = Backends.open("ejml");
                SteppedNetwork stepped = new SteppedNetwork(backend, network, network.initialWeights(1), 1)) {
            assertFalse(stepped.report().contains("loop"), stepped.report());
        }
    }

    static Stream<Network> allocationFree() {
        return Stream.of(
                ConvGru.BOOK.build(1, 10, WINDOW),
                WaveNet.BOOK.build(1, 10, WINDOW),
                new GatedWaveNet(7, 9, 2, List.of(1, 2, 4), 1).build(2, 3, WINDOW),
                new GatedWaveNet(20, 33, 2, List.of(1, 2, 4), 1)
                        .withInitialKernel(3)
                        .ofCodes(40, WINDOW),
                new ConvGru(20, 4, 1, Activation.NONE, 1, 33).ofCodes(40, WINDOW));
    }

    /** Vectors are objects until the JVM has compiled what works on them, so the first steps do not count. */
    @ParameterizedTest
    @MethodSource("allocationFree")
    void stepsAllocateNothing(Network network) {
        try (Backend backend = Backends.open("cpu");
                SteppedNetwork stepped = new SteppedNetwork(backend, network, network.initialWeights(1), 1);
                Steps steps = stepped.begin()) {
            long fewest = Long.MAX_VALUE;
            for (int round = 0; round < 400 && fewest > 0; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                float sum = 0;
                for (int step = 0; step < 1000; step++) {
                    steps.advance();
                    sum += steps.hasOutput() ? steps.output()[0] : 0;
                }
                fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
                assertTrue(Float.isFinite(sum));
            }
            assertEquals(0, fewest);
        }
    }
}
