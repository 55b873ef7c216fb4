package io.tidecast.models.stream;

import io.tidecast.models.data.series.CategoryCodes;
import io.tidecast.models.data.table.Row;
import io.tidecast.models.data.table.TableColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads rows of text as a {@link ForecastStream} takes them. */
public final class RowReader {
    private final int[] positions;
    private final List<Optional<CategoryCodes>> codes;
    private final boolean fill;
    private final double[] last;
    private final double[] values;

    /**
     * Makes a reader.
     *
     * @param columns what a row holds
     * @param table the columns of the text; it may have others beside
     * @param fill whether a missing cell repeats the value before it
     * @throws io.tidecast.core.error.InputException if one is not there
     */
    public RowReader(List<StreamColumn> columns, TableColumns table, boolean fill) {
        this.fill = fill;
        positions = columns.stream()
                .mapToInt(column -> table.position(column.name()))
                .toArray();
        codes = columns.stream()
                .map(column -> column.column().vocabulary().map(words -> CategoryCodes.known(column.name(), words)))
                .toList();
        last = new double[positions.length];
        Arrays.fill(last, Double.NaN);
        values = new double[positions.length];
    }

    /**
     * Reads a row.
     *
     * @return a value for each column; reused for the next row
     * @throws io.tidecast.core.error.InputException if a cell is missing or wrong
     */
    public double[] read(Row row) {
        for (int i = 0; i < positions.length; i++) {
            Optional<CategoryCodes> labels = codes.get(i);
            double value = labels.isPresent() ? labels.get().code(row, positions[i]) : row.number(positions[i]);
            if (Double.isNaN(value)) {
                value = filled(row, i);
            }
            values[i] = value;
        }
        System.arraycopy(values, 0, last, 0, values.length);
        return values;
    }

    private double filled(Row row, int i) {
        if (!fill || Double.isNaN(last[i])) {
            throw row.fault(
                    positions[i],
                    row.text(positions[i]),
                    "a value",
                    fill
                            ? "there is none before it to repeat"
                            : "fill the cell, or pass --fill to repeat the value before");
        }
        return last[i];
    }
}
