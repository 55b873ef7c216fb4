package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.table.TableFile;
import io.tidecast.models.data.table.TableOptions;
import io.tidecast.models.data.time.TimeColumn;
import io.tidecast.models.data.time.TimeFormat;
import io.tidecast.models.data.time.TimeStep;
import io.tidecast.models.data.time.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads series from a file, whatever its layout. */
public final class SeriesReader {
    private final TableFile file;
    private final SeriesFormat format;
    private final boolean learnCategories;
    private final boolean fill;
    private final Warnings warnings;

    private SeriesReader(
            TableFile file, SeriesFormat format, boolean learnCategories, boolean fill, Warnings warnings) {
        this.file = file;
        this.format = format;
        this.learnCategories = learnCategories;
        this.fill = fill;
        this.warnings = warnings;
    }

    /**
     * Reads a file for the first time: finds out what its columns hold, and learns the categories.
     *
     * @param path the file
     * @param options what is known about it
     * @param warnings takes what was mended
     * @return its series
     * @throws InputException if the file or an option is wrong; the message says where and what to do
     */
    public static SeriesSet read(Path path, SeriesOptions options, Warnings warnings) {
        TableFile file = TableFile.open(path, options.table());
        return new SeriesReader(file, FormatPlanner.plan(file, options), true, options.fill(), warnings).read();
    }

    /**
     * Reads a file in the format that a model was trained with.
     *
     * @param path the file
     * @param format the model's; its categories are all that there may be
     * @param table the file's dialect
     * @param fill whether missing cells and rows repeat the values before them
     * @param warnings takes what was mended
     * @return its series
     * @throws InputException if the file is wrong; the message says where and what to do
     */
    public static SeriesSet read(Path path, SeriesFormat format, TableOptions table, boolean fill, Warnings warnings) {
        return new SeriesReader(TableFile.open(path, table), format, false, fill, warnings).read();
    }

    private SeriesSet read() {
        return switch (format.layout()) {
            case ROWS ->
                new SeriesSet(
                        file.name(), format, RaggedReader.read(file, new MissingCells(file.name(), fill), warnings));
            case TABLE -> readTable(format.schema().columns());
            case COLUMNS -> readTable(wideColumns());
        };
    }

    private List<Column> wideColumns() {
        List<Column> columns = new ArrayList<>();
        format.wide().forEach(name -> columns.add(Column.number(name, Role.TARGET)));
        columns.addAll(format.schema().with(Role.INPUT));
        columns.addAll(format.schema().with(Role.KNOWN));
        return columns;
    }

    private SeriesSet readTable(List<Column> columns) {
        RawRows raw = RawRows.read(file, columns, format.time(), format.series(), learnCategories);
        MissingCells missing = new MissingCells(file.name(), fill);
        List<Series> series = new ArrayList<>();
        Optional<TimeFormat> timeFormat = Optional.empty();
        if (format.time().isPresent()) {
            TimeColumn times = raw.times(format.timeFormat(), warnings);
            timeFormat = Optional.of(times.format());
            RowOrder order = new RowOrder(raw, times, fill);
            Optional<TimeStep> step = Optional.empty();
            for (Map.Entry<String, List<Integer>> entry : raw.rowsOfSeries().entrySet()) {
                RowOrder.Ordered ordered = order.order(entry.getKey(), entry.getValue(), step);
                if (ordered.rows().length > 1) {
                    step = Optional.of(ordered.timeline().step());
                }
                series.addAll(build(entry.getKey(), raw, ordered, missing));
            }
            order.finish(warnings);
        } else {
            raw.rowsOfSeries().forEach((name, rows) -> {
                int[] order = rows.stream().mapToInt(Integer::intValue).toArray();
                series.addAll(build(name, raw, new RowOrder.Ordered(order, Timeline.ofRows()), missing));
            });
        }
        missing.finish(warnings);
        SeriesFormat settled = format.withSchema(settledSchema(raw));
        return new SeriesSet(
                file.name(), timeFormat.map(settled::withTimeFormat).orElse(settled), series);
    }

    private Schema settledSchema(RawRows raw) {
        List<Column> settled = new ArrayList<>(format.schema().with(Role.TARGET));
        raw.columns().stream().filter(column -> column.role() != Role.TARGET).forEach(settled::add);
        return new Schema(settled);
    }

    private List<Series> build(String name, RawRows raw, RowOrder.Ordered ordered, MissingCells missing) {
        int columns = raw.columns().size();
        double[][] values = new double[columns][];
        for (int c = 0; c < columns; c++) {
            double[] source = raw.values(c);
            values[c] = Arrays.stream(ordered.rows())
                    .mapToDouble(row -> source[row])
                    .toArray();
        }
        if (format.layout() == Layout.TABLE) {
            for (int c = 0; c < columns; c++) {
                missing.mend(raw.columns().get(c).name(), values[c], row -> "line " + raw.line(ordered.rows()[row]));
            }
            return List.of(new Series(name, ordered.timeline(), values, ordered.rows().length));
        }
        return IntStream.range(0, format.wide().size())
                .mapToObj(wide -> wideSeries(wide, raw, ordered, values, missing))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Cuts one column's series out of a wide file, from its first value to its last. */
    private Optional<Series> wideSeries(
            int wide, RawRows raw, RowOrder.Ordered ordered, double[][] values, MissingCells missing) {
        String name = format.wide().get(wide);
        int from = 0;
        int until = values[wide].length;
        while (from < until && Double.isNaN(values[wide][from])) {
            from++;
        }
        while (until > from && Double.isNaN(values[wide][until - 1])) {
            until--;
        }
        if (from == until) {
            warnings.add(file.name() + ": column '" + name + "' has no values; left out");
            return Optional.empty();
        }
        int start = from;
        int shared = values.length - format.wide().size();
        double[][] columns = new double[1 + shared][];
        for (int c = 0; c <= shared; c++) {
            int source = c == 0 ? wide : format.wide().size() + c - 1;
            columns[c] = Arrays.copyOfRange(values[source], from, until);
            missing.mend(
                    raw.columns().get(source).name(),
                    columns[c],
                    row -> "line " + raw.line(ordered.rows()[start + row]));
        }
        Timeline timeline = ordered.timeline();
        Timeline shifted = new Timeline(timeline.format(), timeline.step(), timeline.at(start));
        return Optional.of(new Series(name, shifted, columns, until - from));
    }
}
