package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backends;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend trains both models as the reference does. */
class BackendsAgreeTest {
    private static final String REFERENCE = "ejml";

    static Stream<Arguments> backendsAndModels() {
        return Backends.table().stream()
                .filter(row -> !row.name().equals(REFERENCE))
                .flatMap(row -> Stream.of("conv-gru", "wavenet").map(model -> Arguments.of(row.name(), model)));
    }

    @ParameterizedTest
    @MethodSource("backendsAndModels")
    void backendTrainsAsTheReferenceDoes(String backend, String model) {
        Backends.Row row = Backends.table().stream()
                .filter(candidate -> candidate.name().equals(backend))
                .findFirst()
                .orElseThrow();
        if (row.availability() instanceof Availability.Unavailable no) {
            abort(backend + ": " + no.reason() + "; " + no.remedy());
        }
        Terminal shown = Terminal.run("verify", model, "--backends", backend + "," + REFERENCE, "--steps", "15");
        assertEquals(Status.DONE, shown.status(), shown.out() + shown.err());
        assertTrue(shown.out().startsWith(backend + " against " + REFERENCE + ": within tolerance\n"), shown.out());
    }
}
