package io.tidecast.models.measure;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.backend.Precision;
import java.util.List;
import java.util.Optional;

/**
 * A backend of Tidecast.
 *
 * @param backend its name
 * @param options what it is opened with
 */
public record BackendContestant(String backend, BackendOptions options) implements Contestant {
    /** Returns the reference, which computes in double precision. */
    public static BackendContestant reference() {
        return new BackendContestant("ejml", BackendOptions.defaults());
    }

    @Override
    public String name() {
        return backend;
    }

    @Override
    public Precision precision() {
        return options.precision();
    }

    @Override
    public Optional<String> whyNot(Task task) {
        for (Backends.Row row : Backends.table()) {
            if (row.name().equals(backend)) {
                return switch (row.availability()) {
                    case Availability.Available _ -> Optional.empty();
                    case Availability.Unavailable no -> Optional.of(no.reason() + "; " + no.remedy());
                };
            }
        }
        return Optional.of("there is no such backend on the class path");
    }

    @Override
    public List<Way> ways(Task task) {
        return List.of(new Way("", () -> Workload.of(task, backend, options)));
    }
}
