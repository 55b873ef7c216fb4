package io.tidecast.bench.length;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SweepArgumentsTest {
    @Test
    void aFolderIsEnough() {
        assertEquals(
                new SweepArguments(Path.of("results"), Subject.Kind.GATED_WAVENET, 3), SweepArguments.of("results"));
        assertEquals(
                new SweepArguments(Path.of("results"), Subject.Kind.WAVENET, 12),
                SweepArguments.of("results", "wavenet", "12"));
    }

    @Test
    void whatIsWrongIsSaidWithWhatWouldDo() {
        assertRefused("folder");
        assertRefused("no network 'foo'; choose from wavenet, gated-wavenet", "results", "foo");
        for (String rounds : new String[] {"0", "-1", "many", "1001", "99999999999"}) {
            assertRefused("found '" + rounds + "' rounds, expected a number from 1", "results", "wavenet", rounds);
        }
        assertRefused("found 'more'", "results", "wavenet", "3", "more");
    }

    private static void assertRefused(String said, String... arguments) {
        String message = assertThrows(InputException.class, () -> SweepArguments.of(arguments))
                .getMessage();
        assertTrue(message.contains(said), message);
    }
}
