package io.tidecast.cli;

import io.tidecast.core.backend.Availability.Available;
import io.tidecast.core.backend.Availability.Unavailable;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.error.InputException;
import io.tidecast.models.file.Json;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code backends}: what can run here, and why the rest cannot. */
@Command(
        footerHeading = "%nExamples:%n",
        footer = {"  tidecast backends", "  tidecast backends --json"})
final class BackendsCommand implements Runnable {
    @Mixin
    private final JsonOption format = new JsonOption();

    private final Console console;

    BackendsCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        List<Backends.Row> rows = Backends.table();
        if (rows.isEmpty()) {
            throw new InputException("no backend is on the class path; add tidecast-backend-cpu to it");
        }
        if (format.json()) {
            console.print(document(rows));
        } else {
            BackendTable.lines(rows).forEach(console::print);
        }
    }

    private static Json document(List<Backends.Row> rows) {
        Json.ObjectBuilder document = Json.object();
        chosen(rows).ifPresent(name -> document.put("auto", name));
        return document.put(
                        "backends",
                        Json.array(rows.stream().map(BackendsCommand::entry).toList()))
                .build();
    }

    private static Json entry(Backends.Row row) {
        Json.ObjectBuilder entry = Json.object().put("name", row.name());
        switch (row.availability()) {
            case Available yes -> entry.put("available", true).put("device", yes.device());
            case Unavailable no ->
                entry.put("available", false).put("reason", no.reason()).put("remedy", no.remedy());
        }
        return entry.put("priority", row.priority()).build();
    }

    private static Optional<String> chosen(List<Backends.Row> rows) {
        return rows.stream()
                .filter(row -> row.availability() instanceof Available)
                .map(Backends.Row::name)
                .findFirst();
    }
}
