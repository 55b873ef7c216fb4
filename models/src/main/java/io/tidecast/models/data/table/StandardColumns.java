package io.tidecast.models.data.table;

import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import java.util.Arrays;
import java.util.List;

/**
 * Columns of numbers that networks are told standardised: less their mean, over their standard deviation, both of the
 * training part.
 *
 * @param names of the columns
 * @param means of each
 * @param deviations of each, above 0; 1 where the column is constant
 */
public record StandardColumns(List<String> names, List<Double> means, List<Double> deviations) {
    private static final int MOST = 4_096;

    /** Copies the lists. */
    public StandardColumns {
        names = List.copyOf(names);
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
    }

    /** Learns means and deviations from rows, by the method of Welford (Technometrics 4, 1962). */
    public static final class Fit {
        private final List<String> names;
        private final double[] means;
        private final double[] squares;
        private long rows;

        /** Begins without rows. */
        public Fit(List<String> names) {
            this.names = names;
            means = new double[names.size()];
            squares = new double[names.size()];
        }

        /** Adds a row of numbers, from the one at {@code first}. */
        public void add(double[] numbers, int first) {
            rows++;
            for (int column = 0; column < means.length; column++) {
                double before = numbers[first + column] - means[column];
                means[column] += before / rows;
                squares[column] += before * (numbers[first + column] - means[column]);
            }
        }

        /** Returns what the rows added so far, at least one, have come to. */
        public StandardColumns columns() {
            return new StandardColumns(
                    names,
                    Arrays.stream(means).boxed().toList(),
                    Arrays.stream(squares)
                            .map(square -> square > 0 ? Math.sqrt(square / rows) : 1)
                            .boxed()
                            .toList());
        }
    }

    /** Returns how many columns there are. */
    public int size() {
        return names.size();
    }

    /** Returns a number as a network is told it. */
    public float standard(int column, double number) {
        return (float) ((number - means.get(column)) / deviations.get(column));
    }

    /**
     * Returns the numbers of a row.
     *
     * @param first position of the first of them in the table
     * @throws io.tidecast.core.error.InputException if a cell holds no number
     */
    public static double[] numbers(Row row, int first) {
        double[] numbers = new double[row.size() - first];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = row.number(first + i);
            if (Double.isNaN(numbers[i])) {
                throw row.fault(first + i, row.text(first + i), "a number", "write one, or leave the column out");
            }
        }
        return numbers;
    }

    /** Adds the fields of a document that {@link #read} takes. */
    public Json.ObjectBuilder describe(Json.ObjectBuilder document) {
        return document.put("columns", Json.texts(names))
                .put("means", numbers(means))
                .put("deviations", numbers(deviations));
    }

    private static Json numbers(List<Double> values) {
        return Json.numbers(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Returns what a document's fields tell.
     *
     * @throws io.tidecast.core.error.InputException if they are not such as {@link #describe} adds
     */
    public static StandardColumns read(JsonView document) {
        JsonView columns = document.at("columns");
        List<String> names = columns.texts();
        if (names.isEmpty() || names.size() > MOST) {
            throw columns.expected("1 to " + MOST + " names");
        }
        List<Double> deviations = numbers(document.at("deviations"), names.size());
        if (deviations.stream().anyMatch(deviation -> deviation <= 0)) {
            throw document.at("deviations").expected("numbers greater than 0");
        }
        return new StandardColumns(names, numbers(document.at("means"), names.size()), deviations);
    }

    private static List<Double> numbers(JsonView view, int count) {
        double[] numbers = view.numbers();
        if (numbers.length != count) {
            throw view.expected("a number for each of " + count + " columns");
        }
        return Arrays.stream(numbers).boxed().toList();
    }
}
