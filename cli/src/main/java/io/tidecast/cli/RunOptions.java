package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.NearestName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a network runs on. */
final class RunOptions {
    private static final int MOST_THREADS = 1_024;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "What it runs on, see 'tidecast backends' (auto: the fastest that can run here).")
    private String backend = Backends.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads may compute (all processors); the result does not depend on it.")
    private @Nullable Integer threads;

    /**
     * Opens the backend.
     *
     * @throws InputException if there is none of that name or it cannot run here; the table of backends is shown then
     */
    Backend open(Console console) {
        BackendOptions options = threads == null
                ? BackendOptions.defaults()
                : new BackendOptions(Ranges.whole("--threads", threads, 1, MOST_THREADS));
        try {
            return Backends.open(backend, options);
        } catch (InputException e) {
            List<Backends.Row> rows = Backends.table();
            BackendTable.lines(rows).forEach(console::note);
            boolean isKnown = backend.equals(Backends.AUTO)
                    || rows.stream().anyMatch(row -> row.name().equals(backend));
            throw isKnown ? e : unknown(rows);
        }
    }

    private InputException unknown(List<Backends.Row> rows) {
        return new InputException("--backend: there is no backend '" + backend + "'"
                + NearestName.hint(
                        backend, rows.stream().map(Backends.Row::name).toList())
                + "; choose one of the table above, or " + Backends.AUTO);
    }
}
