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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is known of each series beside its values and holds all along it, so that one model of many can tell them apart.
 *
 * @param labels what is known in words, in order
 * @param numbers the names of what is known in numbers, in order
 * @param series what is known of each series, by its name
 */
public record SeriesTraits(List<Label> labels, List<String> numbers, SequencedMap<String, OfSeries> series) {
    /** Of series of which nothing is known. */
    public static final SeriesTraits NONE = new SeriesTraits(List.of(), List.of(), new LinkedHashMap<>());

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

    /**
     * What is known of one series.
     *
     * @param codes the position of each label's value
     * @param numbers as networks are told them, standardised over all series
     */
    public record OfSeries(List<Integer> codes, List<Double> numbers) {
        private static final OfSeries NOTHING = new OfSeries(List.of(), List.of());

        /** Copies the lists. */
        public OfSeries {
            codes = List.copyOf(codes);
            numbers = List.copyOf(numbers);
        }

        private OfSeries and(OfSeries others) {
            return new OfSeries(joined(codes, others.codes), joined(numbers, others.numbers));
        }
    }

    /** Copies the collections. */
    public SeriesTraits {
        labels = List.copyOf(labels);
        numbers = List.copyOf(numbers);
        series = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(series));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** Returns which series each of a set is. */
    public static SeriesTraits names(SeriesSet set) {
        List<String> names = set.series().stream().map(Series::name).toList();
        SequencedMap<String, OfSeries> series = new LinkedHashMap<>();
        IntStream.range(0, names.size()).forEach(i -> series.put(names.get(i), new OfSeries(List.of(i), List.of())));
        return new SeriesTraits(List.of(new Label(NAME, names)), List.of(), series);
    }

    /** Returns whether nothing is known. */
    public boolean areNone() {
        return labels.isEmpty() && numbers.isEmpty();
    }

    /** Returns the names of all that is known. */
    public List<String> names() {
        return joined(labels.stream().map(Label::name).toList(), numbers);
    }

    /**
     * Returns these and further ones of the same series.
     *
     * @throws InputException if both know something of the same name
     */
    public SeriesTraits and(SeriesTraits others) {
        if (areNone() || others.areNone()) {
            return areNone() ? others : this;
        }
        for (String other : others.names()) {
            if (names().contains(other)) {
                throw new InputException("'" + other + "' is known of each series twice; rename one");
            }
        }
        SequencedMap<String, OfSeries> all = new LinkedHashMap<>();
        series.forEach((name, own) -> all.put(name, own.and(others.of(name))));
        return new SeriesTraits(joined(labels, others.labels), joined(numbers, others.numbers), all);
    }

    /**
     * Returns what is known of a series.
     *
     * @throws InputException if the series is unknown
     */
    public OfSeries of(String name) {
        if (areNone()) {
            return OfSeries.NOTHING;
        }
        OfSeries found = series.get(name);
        if (found == null) {
            List<String> known = List.copyOf(series.keySet());
            throw new InputException("series '" + Excerpt.of(name) + "' is unknown to the model"
                    + NearestName.hint(name, known) + "; it knows " + Excerpt.of(String.join(", ", known)));
        }
        return found;
    }

    /** Returns what is known in words, such as {@code series (414 values), area (a number)}. */
    public String words() {
        Stream<String> inWords = labels.stream()
                .map(label -> label.name() + " (" + label.values().size()
                        + (label.values().size() == 1 ? " value)" : " values)"));
        return Stream.concat(inWords, numbers.stream().map(name -> name + " (a number)"))
                .collect(Collectors.joining(", "));
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
                "numbers", numbers,
                "series",
                        series.entrySet().stream()
                                .map(entry -> Map.of(
                                        "name", entry.getKey(),
                                        "codes", entry.getValue().codes(),
                                        "numbers", entry.getValue().numbers()))
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
        // files from before numbers were told have none
        List<String> numbers = config.has("numbers") ? config.strings("numbers") : List.of();
        SequencedMap<String, OfSeries> all = new LinkedHashMap<>();
        for (ConfigView series : config.maps("series")) {
            double[] own = numbers.isEmpty() ? new double[0] : series.numbers("numbers");
            if (own.length != numbers.size()) {
                throw series.fault("numbers", "one for each of " + numbers.size() + " names");
            }
            all.put(series.string("name"), new OfSeries(codes(series, labels), boxed(own)));
        }
        if ((labels.isEmpty() && numbers.isEmpty()) || all.isEmpty()) {
            throw config.fault("series", "something that is known of at least one series");
        }
        return new SeriesTraits(labels, numbers, all);
    }

    private static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static List<Integer> codes(ConfigView series, List<Label> labels) {
        double[] codes = series.numbers("codes");
        boolean areCodes = codes.length == labels.size();
        for (int i = 0; areCodes && i < codes.length; i++) {
            areCodes = codes[i] >= 0 && codes[i] < labels.get(i).values().size() && codes[i] == Math.rint(codes[i]);
        }
        if (!areCodes) {
            throw series.fault("codes", "the position of a value for each of " + labels.size() + " labels");
        }
        return Arrays.stream(codes).mapToObj(code -> (int) code).toList();
    }
}
