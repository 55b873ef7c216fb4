package io.tidecast.bench.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.models.data.book.BookSeries;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.WaveNet;
import io.tidecast.models.train.Trainer;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Once the compiler has done its work, a step of the training loop leaves no garbage. */
class AllocationTest {
    private static final int HORIZON = 10;
    private static final int EXAMPLES = 32 * 200;
    private static final long BYTES_PER_STEP = 1024;

    static Stream<Arguments> cases() {
        return Choice.all().stream()
                .flatMap(name -> Stream.of(ConvGru.BOOK, WaveNet.BOOK).map(book -> Arguments.of(name, book)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainingLoop(String backendName, Architecture architecture) {
        Choice.require(backendName);
        Network network = architecture.build(1, HORIZON, BookSeries.WINDOW);
        BookExamples examples = BookExamples.draw(EXAMPLES, BookSeries.WINDOW, HORIZON);
        Meter meter = new Meter();
        try (Backend backend = Backends.open(backendName, new BackendOptions(2));
                Trainer trainer = new Trainer(backend, network, TrainingOptions.BOOK)) {
            trainer.train(examples, examples, meter);
        }
        assertTrue(
                meter.best < BYTES_PER_STEP,
                () -> "a step allocates " + meter.best + " bytes in the best of " + meter.windows + " windows");
    }

    /** Measures stretches of steps until one allocates little enough or the patience is gone. */
    private static final class Meter implements TrainingListener {
        private static final int STEPS = 20;
        private static final long PATIENCE_NANOS = 60_000_000_000L;

        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final long started = System.nanoTime();
        private long before;
        private long best = Long.MAX_VALUE;
        private int windows;

        @Override
        public boolean stepDone(int epoch, int step, int steps, double loss) {
            if (step % STEPS == 1) {
                before = threads.getTotalThreadAllocatedBytes();
            } else if (step % STEPS == 0) {
                windows++;
                best = Math.min(best, (threads.getTotalThreadAllocatedBytes() - before) / (STEPS - 1));
                return best >= BYTES_PER_STEP && System.nanoTime() - started < PATIENCE_NANOS;
            }
            return true;
        }
    }
}
