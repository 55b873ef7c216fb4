package io.tidecast.cli;

import io.tidecast.models.file.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
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

    /** How ours compares. */
    enum Verdict {
        /** The mean is at most what was printed, to the digits that were. */
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
        int column = row.table().columns().size() - 1;
        BigDecimal printed = row.printed().get(column);
        if (!Double.isFinite(mean(column))) {
            return Verdict.NO;
        }
        if (rounded(mean(column), printed).compareTo(printed) <= 0) {
            return Verdict.YES;
        }
        boolean isNear = rounded(mean(column) - spread(column), printed).compareTo(printed) <= 0;
        return isNear ? Verdict.WITHIN_SPREAD : Verdict.NO;
    }

    /** Rounds to the digits that were printed, as what was printed is rounded. */
    private static BigDecimal rounded(double value, BigDecimal printed) {
        return new BigDecimal(value).setScale(printed.scale(), RoundingMode.HALF_UP);
    }

    /** Returns what was printed, for a table of text. */
    String printed(int column) {
        return row.printed().get(column).toPlainString();
    }

    /** Returns what came of it, for a table of text. */
    String ours(int column) {
        String mean = Figures.significant(mean(column), row.isTrained() ? DIGITS : 2 * DIGITS);
        return runs.size() < 2 ? mean : mean + " ± " + Figures.significant(spread(column), 2);
    }

    Json toJson() {
        Json.ObjectBuilder book = Json.object();
        Json.ObjectBuilder ours = Json.object();
        List<String> columns = row.table().columns();
        for (int column = 0; column < columns.size(); column++) {
            book.put(columns.get(column), row.printed().get(column).doubleValue());
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
                .put("at_least_as_good", verdict() == Verdict.YES)
                .put("within_spread", verdict() != Verdict.NO)
                .build();
    }

    private DoubleStream values(int column) {
        return runs.stream().mapToDouble(run -> run.get(column));
    }
}
