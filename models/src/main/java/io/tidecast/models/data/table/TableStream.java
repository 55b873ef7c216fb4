package io.tidecast.models.data.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of CSV or TSV that arrives bit by bit: each row is given as soon as its line has ended. One row is one line, in
 * UTF-8; blank lines are skipped. How it is written and whether it has a header is told from the first line: it is one
 * where none of its cells looks like a value.
 */
public final class TableStream {
    private final LineStream lines;
    private final String source;
    private final TableColumns columns;
    private final CsvReader.CsvReaderBuilder quoted;
    private @Nullable String waiting;

    private TableStream(LineStream lines, String source, TableColumns columns, @Nullable String waiting) {
        this.lines = lines;
        this.source = source;
        this.columns = columns;
        this.waiting = waiting;
        this.quoted = CsvReader.builder()
                .fieldSeparator(columns.delimiter())
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false);
    }

    /**
     * Waits for the first line.
     *
     * @param source where the text comes from, for messages
     * @param in the text
     * @param options what is known about it
     * @param wanted the columns' names in the order that a text without a header has them in
     * @param beforeWaiting runs before more text is asked for, which may take long to come
     * @return the table, or empty where the text ends before a first row
     * @throws InputException if the first row has another number of cells than is wanted, and is no header
     */
    public static Optional<TableStream> open(
            String source, InputStream in, TableOptions options, List<String> wanted, Runnable beforeWaiting) {
        LineStream lines = new LineStream(source, in, beforeWaiting);
        String first = nextThatIsNotBlank(lines);
        if (first == null) {
            return Optional.empty();
        }
        char delimiter = options.delimiter().orElseGet(() -> Dialect.detectDelimiter(first, source));
        TableColumns unnamed = TableColumns.of(source, List.of(), new Dialect(delimiter, false));
        List<String> cells = new TableStream(lines, source, unnamed, null).cells(first);
        boolean header = options.header().orElseGet(() -> Dialect.detectHeader(List.of(cells)));
        if (header) {
            TableColumns named = TableColumns.of(source, cells, new Dialect(delimiter, true));
            return Optional.of(new TableStream(lines, source, named, null));
        }
        if (cells.size() != wanted.size()) {
            throw new InputException(source + ":" + lines.number() + ": found " + cells.size() + " cells and no header,"
                    + " expected " + String.join(", ", wanted) + "; give the cells in that order, or a header first");
        }
        return Optional.of(new TableStream(lines, source, new TableColumns(source, wanted, delimiter), first));
    }

    /** Returns the columns. */
    public TableColumns columns() {
        return columns;
    }

    /**
     * Waits for the next row.
     *
     * @return the row, or empty where the text has ended
     * @throws InputException if the line is no row of as many cells as there are columns; the next call goes on behind it
     */
    public Optional<Row> next() {
        String line = waiting == null ? nextThatIsNotBlank(lines) : waiting;
        waiting = null;
        return line == null
                ? Optional.empty()
                : Optional.of(columns.checked(new Row(columns, lines.number(), cells(line))));
    }

    private static @Nullable String nextThatIsNotBlank(LineStream lines) {
        String line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line;
    }

    private List<String> cells(String line) {
        if (line.indexOf('"') >= 0) {
            return quotedCells(line);
        }
        List<String> cells = new ArrayList<>();
        int from = 0;
        int end = line.indexOf(columns.delimiter());
        while (end >= 0) {
            cells.add(line.substring(from, end));
            from = end + 1;
            end = line.indexOf(columns.delimiter(), from);
        }
        cells.add(line.substring(from));
        return cells;
    }

    private List<String> quotedCells(String line) {
        try (CsvReader<CsvRecord> reader = quoted.ofCsvRecord(line)) {
            return reader.iterator().next().getFields();
        } catch (CsvParseException e) {
            throw new InputException(
                    source + ":" + lines.number() + ": found a quote that is not closed on its line; close it", e);
        } catch (IOException | UncheckedIOException e) {
            throw new FailureException(source + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
