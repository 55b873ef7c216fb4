package io.tidecast.cli;

import io.tidecast.core.backend.Availability.Available;
import io.tidecast.core.backend.Availability.Unavailable;
import io.tidecast.core.backend.Backends;
import java.util.ArrayList;
import java.util.List;

/** The table of backends for people: a name a line, with the device or else the reason and the remedy. */
final class BackendTable {
    private BackendTable() {}

    static List<String> lines(List<Backends.Row> rows) {
        int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        boolean taken = false;
        for (Backends.Row row : rows) {
            String name = row.name() + " ".repeat(width - row.name().length());
            switch (row.availability()) {
                case Available yes -> {
                    lines.add(name + "  runs here    " + yes.device() + (taken ? "" : " (what auto takes)"));
                    taken = true;
                }
                case Unavailable no -> {
                    lines.add(name + "  cannot run   " + no.reason());
                    lines.add(" ".repeat(width) + "               " + no.remedy());
                }
            }
        }
        return lines;
    }
}
