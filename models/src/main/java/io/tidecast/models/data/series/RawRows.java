package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.table.Cells;
import io.tidecast.models.data.table.Row;
import io.tidecast.models.data.table.TableFile;
import io.tidecast.models.data.time.TimeColumn;
import io.tidecast.models.data.time.TimeFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The wanted columns of a table as they stand in the file: its rows in the file's order, with their lines. */
final class RawRows {
    private final TableFile file;
    private final List<Column> columns;
    private final int[] positions;
    private final int timePosition;
    private final int seriesPosition;
    private final List<DoubleList> values = new ArrayList<>();
    private final List<Optional<CategoryCodes>> codes = new ArrayList<>();
    private final DoubleList lines = new DoubleList();
    private final List<String> timeCells = new ArrayList<>();
    private final Map<String, List<Integer>> rowsOfSeries = new LinkedHashMap<>();
    private int count;
    private double[][] settledValues = {};
    private double[] settledLines = {};

    private RawRows(
            TableFile file,
            List<Column> columns,
            Optional<String> time,
            Optional<String> series,
            boolean learnCategories) {
        this.file = file;
        this.columns = new ArrayList<>(columns);
        this.positions = columns.stream()
                .mapToInt(column -> file.position(column.name()))
                .toArray();
        this.timePosition = time.map(file::position).orElse(-1);
        this.seriesPosition = series.map(file::position).orElse(-1);
        for (Column column : columns) {
            values.add(new DoubleList());
            codes.add(column.vocabulary()
                    .map(vocabulary -> new CategoryCodes(column.name(), vocabulary, learnCategories)));
        }
    }

    /**
     * Reads a file.
     *
     * @param file the table
     * @param columns the wanted columns
     * @param time the column of times
     * @param series the column that names the series
     * @param learnCategories whether labels may be new
     */
    static RawRows read(
            TableFile file,
            List<Column> columns,
            Optional<String> time,
            Optional<String> series,
            boolean learnCategories) {
        RawRows rows = new RawRows(file, columns, time, series, learnCategories);
        file.readRows(rows::add);
        if (rows.count == 0) {
            throw new InputException(file.name() + ": the file has no rows under its header; expected rows of values");
        }
        rows.settleCategories();
        return rows;
    }

    private void add(Row row) {
        if (timePosition >= 0) {
            String cell = row.text(timePosition);
            if (Cells.isMissing(cell)) {
                throw row.fault(timePosition, cell, "a time", "every row needs one; correct the cell or drop the row");
            }
            timeCells.add(cell);
        }
        for (int i = 0; i < positions.length; i++) {
            int position = positions[i];
            Optional<CategoryCodes> labels = codes.get(i);
            values.get(i).add(labels.isPresent() ? labels.get().code(row, position) : row.number(position));
        }
        String name = seriesPosition >= 0 ? row.text(seriesPosition) : "";
        if (seriesPosition >= 0 && name.isEmpty()) {
            throw row.fault(seriesPosition, name, "the name of a series", "correct the cell or drop the row");
        }
        rowsOfSeries.computeIfAbsent(name, _ -> new ArrayList<>()).add(count);
        lines.add((double) row.line());
        count++;
    }

    private void settleCategories() {
        settledValues = values.stream().map(DoubleList::toArray).toArray(double[][]::new);
        settledLines = lines.toArray();
        for (int i = 0; i < columns.size(); i++) {
            Optional<CategoryCodes> labels = codes.get(i);
            if (labels.isPresent()) {
                Column column = columns.get(i);
                columns.set(
                        i,
                        Column.category(
                                column.name(), column.role(), labels.get().settle(settledValues[i])));
            }
        }
    }

    TableFile file() {
        return file;
    }

    /** The columns, now with their vocabularies. */
    List<Column> columns() {
        return columns;
    }

    /** The values of a column, in the file's order of rows. */
    double[] values(int column) {
        return settledValues[column];
    }

    long line(int row) {
        return (long) settledLines[row];
    }

    /** The rows of each series, by its name. */
    Map<String, List<Integer>> rowsOfSeries() {
        return rowsOfSeries;
    }

    String timeCell(int row) {
        return timeCells.get(row);
    }

    TimeColumn times(Optional<TimeFormat> format, Warnings warnings) {
        String column = file.columnName(timePosition);
        return TimeColumn.read(
                timeCells,
                format,
                row -> file.name() + ":" + line(row) + ": column '" + column + "'",
                file.name() + ": column '" + column + "'",
                warnings);
    }
}
