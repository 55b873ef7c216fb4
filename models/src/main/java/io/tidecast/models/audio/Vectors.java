package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.StandardColumns;
import io.tidecast.models.data.table.TableFile;
import io.tidecast.models.data.table.TableOptions;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Numbers that say of a label's value what it is like, such as how old a speaker is: a network is told these in place of
 * the label, so that it can be told of others too.
 *
 * @param labels the names of the labels that they are for
 * @param columns the numbers
 * @param rows the numbers of the labels' values, as they were given
 */
public record Vectors(List<String> labels, StandardColumns columns, SequencedMap<List<String>, List<Double>> rows) {
    /** Copies the list and keeps the map from being changed. */
    public Vectors {
        labels = List.copyOf(labels);
        rows = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(rows));
    }

    /**
     * Reads a CSV file whose first columns have the names of labels, and whose others hold numbers.
     *
     * @param known the names of all labels
     * @param needed the values of all labels, in order, of each recording
     * @param training those of recordings to train on, by which the numbers are standardised
     * @throws InputException if the file is no such table, or a recording's labels have no row in it
     */
    static Vectors read(Path file, List<String> known, Collection<List<String>> needed, Set<List<String>> training) {
        TableFile table = TableFile.open(file, TableOptions.detect());
        int keys = 0;
        while (keys < table.columns().size() && known.contains(table.columnName(keys))) {
            keys++;
        }
        List<String> numbers = table.columns().subList(keys, table.columns().size());
        if (keys == 0 || numbers.isEmpty()) {
            throw new InputException(file + ": found the columns " + String.join(", ", table.columns())
                    + ", expected " + (keys == 0 ? "the name of a label first" : "numbers behind the labels")
                    + "; --label has the labels " + String.join(", ", known));
        }
        List<String> labels = table.columns().subList(0, keys);
        SequencedMap<List<String>, List<Double>> rows = rows(file, table, labels);
        for (List<String> values : needed) {
            List<String> key = key(labels, known, values);
            if (!rows.containsKey(key)) {
                throw new InputException(file + ": has no row of " + words(labels, key)
                        + ", which recordings have; add one, or leave the recordings out");
            }
        }
        Set<List<String>> trained =
                training.stream().map(values -> key(labels, known, values)).collect(Collectors.toSet());
        StandardColumns.Fit fit = new StandardColumns.Fit(numbers);
        rows.forEach((key, row) -> {
            if (trained.contains(key)) {
                fit.add(array(row), 0);
            }
        });
        return new Vectors(labels, fit.columns(), rows);
    }

    private static SequencedMap<List<String>, List<Double>> rows(Path file, TableFile table, List<String> labels) {
        SequencedMap<List<String>, List<Double>> rows = new LinkedHashMap<>();
        table.readRows(row -> {
            List<String> key = new ArrayList<>();
            for (int label = 0; label < labels.size(); label++) {
                key.add(row.text(label));
            }
            double[] numbers = StandardColumns.numbers(row, labels.size());
            if (rows.put(List.copyOf(key), Arrays.stream(numbers).boxed().toList()) != null) {
                throw new InputException(
                        file + ":" + row.line() + ": has a second row of " + words(labels, key) + "; leave one");
            }
        });
        return rows;
    }

    /**
     * Returns the numbers of a recording, standardised.
     *
     * @param valueOf the value that it has of each of the labels
     */
    List<Float> standard(UnaryOperator<String> valueOf) {
        List<String> key = labels.stream().map(valueOf).toList();
        List<Double> numbers = rows.get(key);
        if (numbers == null) {
            throw new InputException("the model keeps no numbers of " + words(labels, key) + "; give them instead");
        }
        return standard(numbers);
    }

    /** Returns numbers as networks are told them, given one for each column. */
    public List<Float> standard(List<Double> numbers) {
        List<Float> vector = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            vector.add(columns.standard(column, numbers.get(column)));
        }
        return vector;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String words(List<String> labels, List<String> values) {
        List<String> words = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            words.add(labels.get(label) + " '" + values.get(label) + "'");
        }
        return String.join(" and ", words);
    }

    /** Returns those of all labels' values that a row is for. */
    private static List<String> key(List<String> labels, List<String> known, List<String> values) {
        return labels.stream().map(label -> values.get(known.indexOf(label))).toList();
    }

    /** Adds the fields of a document that {@link #read(JsonView)} takes. */
    Json describe() {
        List<Json> all = new ArrayList<>();
        rows.forEach((values, numbers) -> all.add(Json.object()
                .put("values", Json.texts(values))
                .put("numbers", Json.numbers(array(numbers)))
                .build()));
        return columns.describe(Json.object().put("labels", Json.texts(labels)))
                .put("rows", Json.array(all))
                .build();
    }

    /** Returns what a document tells. */
    static Vectors read(JsonView document) {
        List<String> labels = document.at("labels").texts();
        StandardColumns columns = StandardColumns.read(document);
        SequencedMap<List<String>, List<Double>> rows = new LinkedHashMap<>();
        for (JsonView row : document.at("rows").items()) {
            List<String> values = row.at("values").texts();
            double[] numbers = row.at("numbers").numbers();
            if (values.size() != labels.size() || numbers.length != columns.size()) {
                throw row.expected("a value of each label and a number of each column");
            }
            rows.put(values, Arrays.stream(numbers).boxed().toList());
        }
        return new Vectors(labels, columns, rows);
    }
}
