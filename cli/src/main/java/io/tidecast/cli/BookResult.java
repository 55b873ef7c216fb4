package io.tidecast.cli;

import io.tidecast.models.file.Json;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What came of a row of the chapter's tables here.
 *
 * @param row what the chapter says
 * @param runs a list of the table's figures for each seed; one alone where nothing depends on a seed
 */
record BookResult(BookRow row, List<List<Double>> runs) {
    private static final int DIGITS = 4;
    private static final double EXACT = 1e-6;

    /** How ours compares. */
    enum Verdict {
        /** The mean is at most what was printed. */
        YES,
        /** What was printed, which is one run's figure, lies within one standard deviation of the mean. */
        WITHIN_SPREAD,
        /** Neither. */
        NO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    double mean(int column) {
        return values(column).average().orElse(Double.NaN);
    }

    /** Returns the standard deviation between seeds; 0 for a single one. */
    double spread(int column) {
        if (runs.size() < 2) {
            return 0;
        }
        double mean = mean(column);
        double squares =
                values(column).map(value -> (value - mean) * (value - mean)).sum();
        return Math.sqrt(squares / (runs.size() - 1));
    }

    /** Compares the figure that the chapter judges by, the table's last. */
    Verdict verdict() {
        int column = row.table().columns.size() - 1;
        double printed = row.printed().get(column);
        double mean = mean(column);
        if (mean <= printed * (1 + EXACT)) {
            return Verdict.YES;
        }
        return mean - spread(column) <= printed ? Verdict.WITHIN_SPREAD : Verdict.NO;
    }

    /** Returns what was printed, for a table of text. */
    String printed(int column) {
        return Figures.significant(row.printed().get(column), row.isTrained() ? DIGITS : 2 * DIGITS);
    }

    /** Returns what came of it, for a table of text. */
    String ours(int column) {
        String mean = Figures.significant(mean(column), row.isTrained() ? DIGITS : 2 * DIGITS);
        return runs.size() < 2 ? mean : mean + " ± " + Figures.significant(spread(column), 2);
    }

    Json toJson() {
        Json.ObjectBuilder book = Json.object();
        Json.ObjectBuilder ours = Json.object();
        List<String> columns = row.table().columns;
        for (int column = 0; column < columns.size(); column++) {
            book.put(columns.get(column), row.printed().get(column));
            ours.put(
                    columns.get(column),
                    Json.object()
                            .put("mean", mean(column))
                            .put("spread", spread(column))
                            .put("values", Json.numbers(values(column).toArray()))
                            .build());
        }
        Json.ObjectBuilder entry = Json.object().put("name", row.name());
        row.parameters().ifPresent(count -> entry.put("parameters", count));
        return entry.put("book", book.build())
                .put("ours", ours.build())
                .put("at_least_as_good", verdict().name().toLowerCase(Locale.ROOT))
                .build();
    }

    private DoubleStream values(int column) {
        return runs.stream().mapToDouble(run -> run.get(column));
    }
}
