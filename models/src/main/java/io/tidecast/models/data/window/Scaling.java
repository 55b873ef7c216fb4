package io.tidecast.models.data.window;

import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fitted scaling of every column, and of every series' targets where each series has its own.
 *
 * <p>A series that was not there when the scaling was fitted is scaled by its own past.
 */
public final class Scaling {
    private final ScalingMethod method;
    private final List<Affine> columns;
    private final Map<String, List<Affine>> targetsOfSeries;

    private Scaling(ScalingMethod method, List<Affine> columns, Map<String, List<Affine>> targetsOfSeries) {
        this.method = method;
        this.columns = columns;
        this.targetsOfSeries = targetsOfSeries;
    }

    /**
     * Fits a scaling on the training parts.
     *
     * @param method how
     * @param set the series
     * @param bounds the parts of each
     * @return the scaling
     */
    public static Scaling fit(ScalingMethod method, SeriesSet set, List<Bounds> bounds) {
        Schema schema = set.schema();
        List<Affine> columns = new ArrayList<>();
        for (int c = 0; c < schema.size(); c++) {
            boolean plain = schema.columns().get(c).isCategory() || (method.isPerSeries() && c < schema.targets());
            columns.add(plain ? Affine.IDENTITY : fitColumn(method, set, bounds, c));
        }
        Map<String, List<Affine>> targetsOfSeries = new LinkedHashMap<>();
        if (method.isPerSeries()) {
            for (int i = 0; i < set.size(); i++) {
                Bounds.Range train = bounds.get(i).train();
                if (!train.isEmpty()) {
                    targetsOfSeries.put(
                            set.get(i).name(),
                            fitTargets(method, set.get(i), schema.targets(), train.from(), train.until()));
                }
            }
        }
        return new Scaling(method, List.copyOf(columns), targetsOfSeries);
    }

    /**
     * Names the method.
     *
     * @return how values are scaled
     */
    public ScalingMethod method() {
        return method;
    }

    /**
     * Finds the scaling of a series' columns.
     *
     * @param series the series
     * @param targets how many of its columns are targets
     * @return one for each column; that of a category leaves it as it is
     */
    public List<Affine> of(Series series, int targets) {
        return ofKnown(series.name())
                .orElseGet(() -> withTargets(fitTargets(method, series, targets, 0, series.length())));
    }

    /**
     * Finds the scaling of a series' columns without looking at its values.
     *
     * @param series its name
     * @return one for each column; empty where each series has its own and none of the name was there when it was fitted
     */
    public Optional<List<Affine>> ofKnown(String series) {
        return method.isPerSeries()
                ? Optional.ofNullable(targetsOfSeries.get(series)).map(this::withTargets)
                : Optional.of(columns);
    }

    /**
     * Lists the series that have a scaling of their own.
     *
     * @return their names; none where all are scaled alike
     */
    public List<String> series() {
        return List.copyOf(targetsOfSeries.keySet());
    }

    private List<Affine> withTargets(List<Affine> targets) {
        List<Affine> all = new ArrayList<>(targets);
        all.addAll(columns.subList(targets.size(), columns.size()));
        return all;
    }

    /**
     * Describes the scaling for a model file.
     *
     * @return names with texts, lists of numbers, and lists of maps
     */
    public Map<String, Object> toConfig() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("method", method.label());
        putAll(config, columns);
        if (method.isPerSeries()) {
            List<Map<String, Object>> series = new ArrayList<>();
            targetsOfSeries.forEach((name, affines) -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", name);
                putAll(one, affines);
                series.add(one);
            });
            config.put("series", series);
        }
        return config;
    }

    /**
     * Makes the scaling that a model file describes.
     *
     * @param config what {@link #toConfig} gave
     * @param schema the columns it is for
     * @return the scaling
     * @throws io.tidecast.core.error.InputException if a field is absent or wrong
     */
    public static Scaling fromConfig(ConfigView config, Schema schema) {
        ScalingMethod method = ScalingMethod.of(config.string("method"));
        Map<String, List<Affine>> targetsOfSeries = new LinkedHashMap<>();
        if (method.isPerSeries()) {
            for (ConfigView one : config.maps("series")) {
                targetsOfSeries.put(one.string("name"), affines(one, schema.targets()));
            }
        }
        return new Scaling(method, affines(config, schema.size()), targetsOfSeries);
    }

    private static void putAll(Map<String, Object> config, List<Affine> affines) {
        config.put("offset", affines.stream().map(Affine::offset).toList());
        config.put("scale", affines.stream().map(Affine::scale).toList());
    }

    private static List<Affine> affines(ConfigView config, int count) {
        double[] offsets = config.numbers("offset");
        double[] scales = config.numbers("scale");
        if (offsets.length != count || scales.length != count) {
            throw config.fault("scale", "a number for each of " + count + " columns");
        }
        if (Arrays.stream(scales).anyMatch(scale -> scale <= 0)) {
            throw config.fault("scale", "numbers greater than 0");
        }
        List<Affine> affines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            affines.add(new Affine(offsets[i], scales[i]));
        }
        return List.copyOf(affines);
    }

    private static Affine fitColumn(ScalingMethod method, SeriesSet set, List<Bounds> bounds, int column) {
        ColumnStatistics statistics = new ColumnStatistics();
        for (int i = 0; i < set.size(); i++) {
            Bounds.Range train = bounds.get(i).train();
            statistics.add(set.get(i), column, train.from(), train.until());
        }
        return switch (method) {
            case NONE -> Affine.IDENTITY;
            case MIN_MAX -> statistics.toUnitRange();
            case STANDARD, LEVEL, SERIES -> statistics.toStandard();
        };
    }

    private static List<Affine> fitTargets(ScalingMethod method, Series series, int targets, int from, int until) {
        List<Affine> affines = new ArrayList<>();
        for (int target = 0; target < targets; target++) {
            ColumnStatistics statistics = new ColumnStatistics();
            statistics.add(series, target, from, until);
            affines.add(method == ScalingMethod.LEVEL ? statistics.toLevel() : statistics.toStandard());
        }
        return List.copyOf(affines);
    }
}
