package io.tidecast.cli;

import io.tidecast.core.backend.Availability.Available;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.NearestName;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which backends a command is to compare. */
final class BackendNames {
    private BackendNames() {}

    /**
     * Returns the names that were given, or else those of all backends that can run here.
     *
     * @throws InputException if one occurs twice or names no backend; the table of backends is shown then
     */
    static List<String> chosen(@Nullable List<String> given, Console console) {
        List<Backends.Row> table = Backends.table();
        if (given == null) {
            return table.stream()
                    .filter(row -> row.availability() instanceof Available)
                    .map(Backends.Row::name)
                    .toList();
        }
        List<String> known = table.stream().map(Backends.Row::name).toList();
        for (String name : distinct("--backends", given)) {
            if (!known.contains(name)) {
                BackendTable.lines(table).forEach(console::note);
                throw new InputException("--backends: there is no backend '" + name + "'"
                        + NearestName.hint(name, known) + "; choose from the table above");
            }
        }
        return given;
    }

    /**
     * Returns names none of which occurs twice.
     *
     * @throws InputException if one does
     */
    static List<String> distinct(String option, List<String> names) {
        if (new HashSet<>(names).size() < names.size()) {
            throw new InputException(option + ": a name occurs twice in " + String.join(",", names));
        }
        return names;
    }
}
