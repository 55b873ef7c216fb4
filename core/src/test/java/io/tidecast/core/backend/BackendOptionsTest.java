package io.tidecast.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackendOptionsTest {
    @Test
    void singlePrecisionIsUsual() {
        assertEquals(Precision.F32, new BackendOptions(3).precision());
        assertEquals(new BackendOptions(3), new BackendOptions(3).inF32("cpu"));
    }

    @Test
    void anotherPrecisionKeepsTheThreads() {
        assertEquals(new BackendOptions(3, Precision.TF32), new BackendOptions(3).with(Precision.TF32));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "F32")
    void oneLineSaysWhatABackendHasNot(Precision precision) {
        BackendOptions options = new BackendOptions(1, precision);
        String message =
                assertThrows(InputException.class, () -> options.inF32("slow")).getMessage();
        assertTrue(message.startsWith("backend slow has no precision " + precision.label()), message);
        assertTrue(message.contains("expected f32"), message);
    }

    @ParameterizedTest
    @EnumSource
    void theRoundoffIsThatOfItsSignificantDigits(Precision precision) {
        double halfway = 1 + precision.roundoff();
        int kept = switch (precision) {
            case F32 -> 23;
            case TF32 -> 10;
            case BF16 -> 7;
        };
        double unit = Math.scalb(1.0, -kept);
        assertEquals(unit / 2, halfway - 1);
    }

    @Test
    void aBackendIsNamedWithWhatIsUnusual() {
        assertEquals("cuda", Precision.F32.of("cuda"));
        assertEquals("cuda in tf32", Precision.TF32.of("cuda"));
    }
}
