package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.TableOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file of text is to be read, where it must not be found out. */
final class TableFormatOptions {
    @Option(
            names = "--fill",
            description = "Repeat the value before a missing one, also over missing rows (else they are an error).")
    private boolean fill;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "What stands between cells: one character, or 'tab' (found out).")
    private @Nullable String delimiter;

    @Option(
            names = "--header",
            negatable = true,
            description = "Whether the first row holds the columns' names (found out).")
    private @Nullable Boolean header;

    boolean fill() {
        return fill;
    }

    /**
     * Returns what was said about the dialect.
     *
     * @throws InputException if the delimiter is not one character
     */
    TableOptions table() {
        return new TableOptions(
                Optional.ofNullable(delimiter).map(TableFormatOptions::character), Optional.ofNullable(header));
    }

    private static char character(String text) {
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw new InputException("--delimiter: found '" + text + "', expected one character, or 'tab'");
        }
        return text.charAt(0);
    }
}
