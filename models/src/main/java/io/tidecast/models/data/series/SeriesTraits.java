package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.file.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * What is known of each series beside its values and holds all along it, so that one model of many can tell them apart.
 *
 * @param labels what is known, in order; none where nothing is
 * @param codes for each series by its name the position of each label's value
 */
public record SeriesTraits(List<Label> labels, SequencedMap<String, List<Integer>> codes) {
    /** Of series of which nothing is known. */
    public static final SeriesTraits NONE = new SeriesTraits(List.of(), new LinkedHashMap<>());

    /** The label of which each series has a value of its own. */
    public static final String NAME = "series";

    /**
     * A label of series.
     *
     * @param name such as {@code region}
     * @param values what it may be
     */
    public record Label(String name, List<String> values) {
        /** Copies the list. */
        public Label {
            values = List.copyOf(values);
        }
    }

    /** Copies the collections. */
    public SeriesTraits {
        labels = List.copyOf(labels);
        codes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(codes));
    }

    /** Returns which series each of a set is. */
    public static SeriesTraits names(SeriesSet set) {
        List<String> names = set.series().stream().map(Series::name).toList();
        SequencedMap<String, List<Integer>> codes = new LinkedHashMap<>();
        IntStream.range(0, names.size()).forEach(i -> codes.put(names.get(i), List.of(i)));
        return new SeriesTraits(List.of(new Label(NAME, names)), codes);
    }

    /** Returns whether nothing is known. */
    public boolean areNone() {
        return labels.isEmpty();
    }

    /**
     * Returns these and further ones of the same series.
     *
     * @throws InputException if both have a label of the same name
     */
    public SeriesTraits and(SeriesTraits others) {
        if (areNone() || others.areNone()) {
            return areNone() ? others : this;
        }
        List<Label> all = new ArrayList<>(labels);
        for (Label other : others.labels) {
            if (labels.stream().anyMatch(label -> label.name().equals(other.name()))) {
                throw new InputException("label '" + other.name() + "' is known of each series twice; rename one");
            }
            all.add(other);
        }
        SequencedMap<String, List<Integer>> joined = new LinkedHashMap<>();
        codes.forEach((series, own) -> {
            List<Integer> both = new ArrayList<>(own);
            both.addAll(others.of(series));
            joined.put(series, List.copyOf(both));
        });
        return new SeriesTraits(all, joined);
    }

    /**
     * Returns the codes of a series' labels.
     *
     * @throws InputException if the series is unknown
     */
    public List<Integer> of(String series) {
        if (areNone()) {
            return List.of();
        }
        List<Integer> found = codes.get(series);
        if (found == null) {
            List<String> known = List.copyOf(codes.keySet());
            throw new InputException("series '" + Excerpt.of(series) + "' is unknown to the model"
                    + NearestName.hint(series, known) + "; it knows " + Excerpt.of(String.join(", ", known)));
        }
        return found;
    }

    /** Returns what is known in words, such as {@code series (414 values), region (5 values)}. */
    public String words() {
        return String.join(
                ", ",
                labels.stream()
                        .map(label -> label.name() + " (" + label.values().size()
                                + (label.values().size() == 1 ? " value)" : " values)"))
                        .toList());
    }

    /**
     * Describes the traits for a model file.
     *
     * @return names with lists of maps
     */
    public Map<String, Object> toConfig() {
        return Map.of(
                "labels",
                        labels.stream()
                                .map(label -> Map.of("name", label.name(), "values", label.values()))
                                .toList(),
                "series",
                        codes.entrySet().stream()
                                .map(entry -> Map.of("name", entry.getKey(), "codes", entry.getValue()))
                                .toList());
    }

    /**
     * Makes the traits that a model file describes.
     *
     * @param config what {@link #toConfig} gave
     * @throws InputException if a field is absent or wrong
     */
    public static SeriesTraits fromConfig(ConfigView config) {
        List<Label> labels = new ArrayList<>();
        for (ConfigView label : config.maps("labels")) {
            labels.add(new Label(label.string("name"), label.strings("values")));
            if (labels.getLast().values().isEmpty()) {
                throw label.fault("values", "at least one text");
            }
        }
        SequencedMap<String, List<Integer>> codes = new LinkedHashMap<>();
        for (ConfigView series : config.maps("series")) {
            double[] numbers = series.numbers("codes");
            for (int i = 0; i < numbers.length; i++) {
                boolean isCode = i < labels.size()
                        && numbers[i] >= 0
                        && numbers[i] < labels.get(i).values().size()
                        && numbers[i] == Math.rint(numbers[i]);
                if (!isCode) {
                    throw series.fault("codes", "the position of a value for each of " + labels.size() + " labels");
                }
            }
            if (numbers.length != labels.size()) {
                throw series.fault("codes", "the position of a value for each of " + labels.size() + " labels");
            }
            codes.put(
                    series.string("name"),
                    Arrays.stream(numbers).mapToObj(code -> (int) code).toList());
        }
        if (labels.isEmpty() || codes.isEmpty()) {
            throw config.fault("series", "at least one label and one series");
        }
        return new SeriesTraits(labels, codes);
    }
}
