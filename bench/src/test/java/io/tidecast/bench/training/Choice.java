package io.tidecast.bench.training;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backends;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The backends that tests run on. */
final class Choice {
    private Choice() {}

    static List<String> all() {
        return Backends.table().stream().map(Backends.Row::name).toList();
    }

    /** Skips the test, with the reason, where a backend cannot run. */
    static void require(String name) {
        for (Backends.Row row : Backends.table()) {
            if (row.name().equals(name) && row.availability() instanceof Availability.Unavailable no) {
                Assumptions.abort(name + ": " + no.reason());
            }
        }
    }
}
