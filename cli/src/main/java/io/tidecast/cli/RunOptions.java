package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.NearestName;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a network runs on. */
final class RunOptions {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "What it runs on, see 'tidecast backends' (auto: the fastest that can run here).")
    private String backend = Backends.AUTO;

    @Mixin
    private final ComputeOptions computing = new ComputeOptions();

    /**
     * Opens the backend.
     *
     * @throws InputException if there is none of that name or it cannot run here or not with these options; the table of backends is shown then
     */
    Backend open(Console console) {
        BackendOptions options = computing.options();
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
