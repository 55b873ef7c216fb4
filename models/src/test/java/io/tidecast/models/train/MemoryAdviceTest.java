package io.tidecast.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.conformance.CappedBackend;
import io.tidecast.core.error.DeviceMemoryException;
import io.tidecast.core.error.FailureException;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.WaveNet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MemoryAdviceTest {
    private static final Network CONV_GRU = ConvGru.BOOK.build(1, 10, 50);
    private static final Pattern WOULD_FIT = Pattern.compile("a batch of (\\d+) would fit \\(--batch \\1\\)");

    private static TrainingOptions batch(int size) {
        return TrainingOptions.BOOK.withBatch(size);
    }

    /** Returns how much a training takes on a device that has room for it. */
    private static long takenBy(Network network, int batch) {
        try (CappedBackend roomy = new CappedBackend(Backends.open("cpu"), Long.MAX_VALUE);
                Trainer trainer = new Trainer(roomy, network, batch(batch))) {
            assertFalse(trainer.variables().isEmpty());
            return roomy.taken();
        }
    }

    private static String refused(Backend backend, Network network, int batch) {
        TrainingOptions options = batch(batch);
        return assertThrows(FailureException.class, () -> new Trainer(backend, network, options).close())
                .getMessage();
    }

    private static int advised(String message) {
        Matcher found = WOULD_FIT.matcher(message);
        assertTrue(found.find(), message);
        return Integer.parseInt(found.group(1));
    }

    @Test
    void theBatchThatIsNamedFitsAndTwiceOfItDoesNot() {
        long room = takenBy(CONV_GRU, 100);
        try (CappedBackend small = new CappedBackend(Backends.open("cpu"), room)) {
            String message = refused(small, CONV_GRU, 1024);
            int fits = advised(message);
            assertEquals(64, fits);
            assertTrue(
                    message.startsWith("conv-gru: training with batches of 1024 takes "
                            + DeviceMemoryException.amount(takenBy(CONV_GRU, 1024)) + ", and "
                            + DeviceMemoryException.amount(room) + " of the " + DeviceMemoryException.amount(room)
                            + " of the small device are free; "),
                    message);
            assertEquals(0, small.taken(), "what was taken should have been given back");
            new Trainer(small, CONV_GRU, batch(fits)).close();
            assertEquals(0, small.taken());
            assertEquals(fits, advised(refused(small, CONV_GRU, 2 * fits)));
        }
    }

    @Test
    void aStepOfSeveralProgramsIsPlannedAsOne() {
        Network wavenet = WaveNet.BOOK.build(1, 10, 20_000);
        assertFalse(TrainingStep.isWhole(wavenet, batch(8)));
        try (CappedBackend small = new CappedBackend(Backends.open("cpu"), takenBy(wavenet, 1))) {
            assertEquals(1, advised(refused(small, ConvGru.BOOK.build(1, 10, 20_000), 4)));
        }
    }

    @Test
    void whereNothingFitsItSaysSo() {
        try (CappedBackend tiny = new CappedBackend(Backends.open("cpu"), 10_000)) {
            String message = refused(tiny, CONV_GRU, 32);
            assertTrue(message.contains("not even a batch of 1 would fit"), message);
            assertEquals(0, tiny.taken());
        }
    }

    @Test
    void whatOthersHaveTakenIsNotFree() {
        long room = takenBy(CONV_GRU, 32);
        try (CappedBackend shared = new CappedBackend(Backends.open("cpu"), room);
                Trainer other = new Trainer(shared, CONV_GRU, batch(8))) {
            long free = room - shared.taken();
            String message = refused(shared, CONV_GRU, 32);
            assertTrue(message.contains(DeviceMemoryException.amount(free) + " of the"), message);
            assertFalse(other.variables().isEmpty());
        }
    }
}
