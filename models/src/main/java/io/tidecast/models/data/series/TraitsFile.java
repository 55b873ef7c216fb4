package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.series.SeriesTraits.Label;
import io.tidecast.models.data.series.SeriesTraits.OfSeries;
import io.tidecast.models.data.table.Cells;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.data.table.Row;
import io.tidecast.models.data.table.StandardColumns;
import io.tidecast.models.data.table.TableFile;
import io.tidecast.models.data.table.TableOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * A table of what is known of each series and holds all along it, such as the area of a station: a row for each series,
 * whose first cell is its name. A column whose cells are all numbers is known in numbers, any other in words.
 */
public final class TraitsFile {
    private final TableFile table;
    private final List<String> names;
    private final List<Row> rows;

    private TraitsFile(TableFile table, List<String> names, List<Row> rows) {
        this.table = table;
        this.names = names;
        this.rows = rows;
    }

    /**
     * Reads what is known of the series of a set; rows of others are passed over.
     *
     * @throws InputException if the file is no such table, tells twice of a series or leaves out something of one
     */
    public static SeriesTraits read(Path file, SeriesSet set) {
        TableFile table = TableFile.open(file, TableOptions.detect());
        if (table.columns().size() < 2) {
            throw new InputException(file + ": found one column, " + table.columnName(0)
                    + "; expected the names of series and behind them what is known of each");
        }
        Map<String, Row> all = new LinkedHashMap<>();
        table.readRows(row -> {
            if (all.put(row.text(0), row) != null) {
                throw new InputException(
                        file + ":" + row.line() + ": has a second row of series '" + row.text(0) + "'; leave one");
            }
        });
        List<String> names = set.series().stream().map(Series::name).toList();
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            Row row = all.get(name);
            if (row == null) {
                throw new InputException(file + ": has no row of series '" + name + "', which " + set.source() + " has"
                        + NearestName.hint(name, all.keySet()) + "; add one, or leave the series out");
            }
            rows.add(row);
        }
        return new TraitsFile(table, names, rows).traits();
    }

    private SeriesTraits traits() {
        List<Integer> numbers = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        List<List<Integer>> codes = new ArrayList<>();
        rows.forEach(_ -> codes.add(new ArrayList<>()));
        for (int column = 1; column < table.columns().size(); column++) {
            if (holdsNumbers(column)) {
                numbers.add(column);
                continue;
            }
            List<String> words = words(column);
            List<String> values = words.stream().distinct().sorted().toList();
            labels.add(new Label(table.columnName(column), values));
            for (int i = 0; i < words.size(); i++) {
                codes.get(i).add(values.indexOf(words.get(i)));
            }
        }
        List<String> numberNames = numbers.stream().map(table::columnName).toList();
        StandardColumns.Fit fit = new StandardColumns.Fit(numberNames);
        rows.forEach(row -> fit.add(numbers(row, numbers), 0));
        StandardColumns standard = fit.columns();
        SequencedMap<String, OfSeries> series = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            series.put(names.get(i), new OfSeries(codes.get(i), told(standard, numbers(rows.get(i), numbers))));
        }
        return new SeriesTraits(labels, numberNames, series);
    }

    private static List<Double> told(StandardColumns columns, double[] numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(column -> (double) columns.standard(column, numbers[column]))
                .toList();
    }

    private static double[] numbers(Row row, List<Integer> columns) {
        return columns.stream().mapToDouble(row::number).toArray();
    }

    private boolean holdsNumbers(int column) {
        return rows.stream().allMatch(row -> Cells.isNumber(row.text(column)));
    }

    private List<String> words(int column) {
        for (Row row : rows) {
            if (Cells.isMissing(row.text(column))) {
                throw row.fault(column, "'" + row.text(column) + "'", "a value", "fill it in, or leave the column out");
            }
        }
        return rows.stream().map(row -> row.text(column)).toList();
    }
}
