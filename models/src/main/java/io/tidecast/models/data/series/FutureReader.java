package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.table.TableFile;
import io.tidecast.models.data.table.TableOptions;
import io.tidecast.models.data.time.TimeColumn;
import io.tidecast.models.data.time.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what is known ahead from a file of its own and puts it after the past of each series. */
public final class FutureReader {
    private final TableFile file;
    private final SeriesSet past;
    private final int horizon;

    private FutureReader(TableFile file, SeriesSet past, int horizon) {
        this.file = file;
        this.past = past;
        this.horizon = horizon;
    }

    /**
     * Gives every series the next values of its known columns.
     *
     * <p>The file has a column for each known one. Where it has the past's column of times, rows are found by their
     * times and others are passed over; otherwise its first rows are the next ones. Where it has the past's column of
     * series' names, rows belong to the series they name; otherwise to all.
     *
     * @param path the file
     * @param past the series
     * @param horizon how many steps ahead are needed
     * @param table the file's dialect
     * @param warnings takes what had to be guessed
     * @return the series, {@code horizon} rows longer
     * @throws InputException if a row or a cell is missing or wrong
     */
    public static SeriesSet read(Path path, SeriesSet past, int horizon, TableOptions table, Warnings warnings) {
        return new FutureReader(TableFile.open(path, table), past, horizon).read(warnings);
    }

    private SeriesSet read(Warnings warnings) {
        SeriesFormat format = past.format();
        List<Column> known = past.schema().with(Role.KNOWN);
        if (known.isEmpty()) {
            throw new InputException(
                    "--future " + file.name() + ": no column is known ahead; leave it out, or train with --known");
        }
        Optional<String> time = format.time().filter(file::has);
        Optional<String> names = format.series().filter(file::has);
        RawRows raw = RawRows.read(file, known, time, names, false);
        Optional<TimeColumn> times = time.map(_ -> raw.times(format.timeFormat(), warnings));
        List<Series> longer = new ArrayList<>();
        for (Series series : past.series()) {
            List<Integer> rows = raw.rowsOfSeries().getOrDefault(names.isPresent() ? series.name() : "", List.of());
            int[] next = times.isPresent() ? byTime(series, rows, times.get()) : inOrder(series, rows);
            longer.add(series.followedBy(values(series, raw, next), horizon, false));
        }
        return new SeriesSet(past.source(), format, longer);
    }

    private int[] inOrder(Series series, List<Integer> rows) {
        if (rows.size() < horizon) {
            throw new InputException(file.name() + ": found " + rows.size() + " rows" + ofSeries(series)
                    + ", expected the next " + horizon + "; add the missing ones");
        }
        return rows.subList(0, horizon).stream().mapToInt(Integer::intValue).toArray();
    }

    private int[] byTime(Series series, List<Integer> rows, TimeColumn times) {
        int[] next = new int[horizon];
        Arrays.fill(next, -1);
        Timeline timeline = series.timeline();
        for (int row : rows) {
            for (int k = 0; k < horizon; k++) {
                if (timeline.at(series.length() + k) == times.at(row)) {
                    next[k] = row;
                }
            }
        }
        for (int k = 0; k < horizon; k++) {
            if (next[k] < 0) {
                throw new InputException(file.name() + ": found no row for " + timeline.text(series.length() + k)
                        + ofSeries(series) + ", expected all " + horizon + " steps from "
                        + timeline.text(series.length()) + " to " + timeline.text(series.length() + horizon - 1)
                        + "; add the missing ones");
            }
        }
        return next;
    }

    private double[][] values(Series series, RawRows raw, int[] rows) {
        List<Column> columns = past.schema().columns();
        int firstKnown = columns.size() - raw.columns().size();
        double[][] values = new double[columns.size()][horizon];
        for (int c = 0; c < columns.size(); c++) {
            for (int k = 0; k < horizon; k++) {
                values[c][k] = c < firstKnown ? Double.NaN : raw.values(c - firstKnown)[rows[k]];
                if (c >= firstKnown && Double.isNaN(values[c][k])) {
                    throw new InputException(file.name() + ":" + raw.line(rows[k]) + ": column '"
                            + columns.get(c).name() + "': found no value" + ofSeries(series)
                            + ", expected what is known ahead; fill the cell");
                }
            }
        }
        return values;
    }

    private static String ofSeries(Series series) {
        return series.name().isEmpty() ? "" : " for series '" + series.name() + "'";
    }
}
