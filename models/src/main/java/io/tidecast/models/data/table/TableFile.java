package io.tidecast.models.data.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV or TSV file whose dialect and columns are known and whose rows are read as a stream.
 *
 * <p>Text is UTF-8, or what a byte order mark says. Blank lines are skipped; quoted cells may hold delimiters, quotes
 * and line ends.
 */
public final class TableFile {
    private static final int SAMPLE_BYTES = 1 << 17;
    private static final int SAMPLE_ROWS = 101;
    private static final int MAXIMUM_CELLS = 1 << 20;
    private static final int MAXIMUM_BUFFER = 1 << 27;

    private final Path path;
    private final Dialect dialect;
    private final TableColumns columns;
    private final List<List<String>> sampleRows;

    private TableFile(Path path, Dialect dialect, TableColumns columns, List<List<String>> sampleRows) {
        this.path = path;
        this.dialect = dialect;
        this.columns = columns;
        this.sampleRows = sampleRows;
    }

    /**
     * Looks at a file's beginning to learn how it is written and what its columns are called.
     *
     * <p>Columns of a file without names are called {@code column1}, {@code column2} and so on; so are columns whose
     * name is blank.
     *
     * @param path the file
     * @param options what is known about it
     * @return the file, ready to be read
     * @throws InputException if it is missing, empty, a folder or unreadable
     */
    public static TableFile open(Path path, TableOptions options) {
        String sample = sample(path);
        if (sample.isBlank()) {
            throw new InputException(path + ": the file is empty; expected a CSV or TSV file with rows of values");
        }
        char delimiter = options.delimiter()
                .orElseGet(
                        () -> Dialect.detectDelimiter(sample, path.getFileName().toString()));
        Dialect headless = new Dialect(delimiter, false);
        TableFile unnamed =
                new TableFile(path, headless, TableColumns.of(path.toString(), List.of(), headless), List.of());
        List<List<String>> firstRows = unnamed.firstRows();
        if (firstRows.isEmpty()) {
            throw new InputException(path + ": the file has no rows; expected a CSV or TSV file with rows of values");
        }
        boolean header = options.header().orElseGet(() -> Dialect.detectHeader(firstRows));
        Dialect dialect = new Dialect(delimiter, header);
        TableColumns columns = TableColumns.of(path.toString(), firstRows.getFirst(), dialect);
        List<List<String>> sampleRows = firstRows.subList(header ? 1 : 0, firstRows.size());
        return new TableFile(path, dialect, columns, List.copyOf(sampleRows));
    }

    /**
     * Names the file as the person gave it.
     *
     * @return its path
     */
    public String name() {
        return path.toString();
    }

    /**
     * Lists the columns in the file's order.
     *
     * @return their names
     */
    public List<String> columns() {
        return columns.names();
    }

    /**
     * Names a column, also one beyond the header.
     *
     * @param position counted from 0
     * @return its name
     */
    public String columnName(int position) {
        return columns.name(position);
    }

    /**
     * Finds a column.
     *
     * @param column its name, exactly as in the file
     * @return its position, counted from 0
     * @throws InputException if there is none (the message has the nearest name), or more than one
     */
    public int position(String column) {
        return columns.position(column);
    }

    /**
     * Tells whether the file has a column.
     *
     * @param column its name
     * @return whether one is called so
     */
    public boolean has(String column) {
        return columns.names().contains(column);
    }

    /**
     * Reads every row under the header, each with as many cells as there are columns or with blanks beyond them.
     *
     * @param consumer takes the rows in the file's order
     * @throws InputException if a row has another number of cells, or a quote is never closed
     */
    public void readRows(RowConsumer consumer) {
        read(row -> consumer.accept(columns.checked(row)));
    }

    /**
     * Reads every row under the header, of whatever length.
     *
     * @param consumer takes the rows in the file's order
     * @throws InputException if a quote is never closed
     */
    public void readRaggedRows(RowConsumer consumer) {
        read(consumer);
    }

    /**
     * Tells whether a column's first cells hold words and no number.
     *
     * @param position the column's, counted from 0
     * @return whether it has words and none of the cells looked at is a number
     */
    public boolean holdsWords(int position) {
        boolean words = false;
        for (List<String> row : sampleRows) {
            String cell = position < row.size() ? row.get(position).strip() : "";
            if (Cells.isNumber(cell)) {
                return false;
            }
            words |= !Cells.isMissing(cell) && !Cells.isInfinity(cell);
        }
        return words;
    }

    private List<List<String>> firstRows() {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = reader()) {
            for (CsvRecord record : reader) {
                rows.add(record.getFields());
                if (rows.size() == SAMPLE_ROWS) {
                    break;
                }
            }
        } catch (CsvParseException e) {
            throw malformed(e);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(path, e);
        }
        return rows;
    }

    private void read(RowConsumer consumer) {
        boolean skip = dialect.header();
        try (CsvReader<CsvRecord> reader = reader()) {
            for (CsvRecord record : reader) {
                if (skip) {
                    skip = false;
                } else if (!Row.isBlank(record.getFields())) {
                    consumer.accept(new Row(columns, record.getStartingLineNumber(), record.getFields()));
                }
            }
        } catch (CsvParseException e) {
            throw malformed(e);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(path, e);
        }
    }

    private CsvReader<CsvRecord> reader() throws IOException {
        CsvRecordHandler handler = CsvRecordHandler.builder()
                .maxFields(MAXIMUM_CELLS)
                .maxRecordSize(MAXIMUM_BUFFER)
                .build();
        return CsvReader.builder()
                .fieldSeparator(dialect.delimiter())
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false)
                .detectBomHeader(true)
                .maxBufferSize(MAXIMUM_BUFFER)
                .build(handler, path, StandardCharsets.UTF_8);
    }

    private InputException malformed(CsvParseException cause) {
        String reason =
                cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage();
        return new InputException(
                name() + ": not a well-formed CSV or TSV file: " + reason + "; look for a quote that is never closed",
                cause);
    }

    private static String sample(Path path) {
        if (Files.notExists(path)) {
            throw new InputException(path + ": no such file; check the path");
        }
        if (Files.isDirectory(path)) {
            throw new InputException(path + ": is a folder; expected a CSV or TSV file");
        }
        if (!Files.isReadable(path)) {
            throw new InputException(path + ": may not be read; check the file's permissions");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(SAMPLE_BYTES);
            Charset charset = charset(bytes);
            String text = new String(bytes, charset);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static Charset charset(byte[] start) {
        if (start.length >= 2 && start[0] == (byte) 0xfe && start[1] == (byte) 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        if (start.length >= 2 && start[0] == (byte) 0xff && start[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    private static FailureException unreadable(Path path, Exception cause) {
        return new FailureException(path + ": cannot be read: " + cause.getMessage(), cause);
    }
}
