package io.tidecast.models.data.window;

import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.series.SeriesFormat;
import io.tidecast.models.data.series.SeriesTraits;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model keeps of the data it was trained on, so that later data are read, cut and scaled alike.
 *
 * @param format the file's columns, times and categories
 * @param shape the windows
 * @param split the parts
 * @param scaling the scaling, fitted on the training part
 * @param traits what the model is told of each series
 */
public record DataConfig(
        SeriesFormat format, WindowShape shape, SplitPlan split, Scaling scaling, SeriesTraits traits) {
    private static final String TRAITS = "traits";

    /** Makes the configuration of a model that is told nothing of its series. */
    public DataConfig(SeriesFormat format, WindowShape shape, SplitPlan split, Scaling scaling) {
        this(format, shape, split, scaling, SeriesTraits.NONE);
    }

    /** Returns the same but for how it is cut. */
    public DataConfig splitBy(SplitPlan other) {
        return new DataConfig(format, shape, other, scaling, traits);
    }

    /**
     * Describes the configuration for a model file.
     *
     * @return names with texts, numbers, lists and maps
     */
    public Map<String, Object> toConfig() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("format", format.toConfig());
        config.put("shape", shape.toConfig());
        config.put("split", split.toConfig());
        config.put("scaling", scaling.toConfig());
        if (!traits.areNone()) {
            config.put(TRAITS, traits.toConfig());
        }
        return config;
    }

    /**
     * Makes the configuration that a model file describes.
     *
     * @param config what {@link #toConfig} gave
     * @return the configuration
     * @throws io.tidecast.core.error.InputException if a field is absent or wrong
     */
    public static DataConfig fromConfig(ConfigView config) {
        SeriesFormat format = SeriesFormat.fromConfig(config.map("format"));
        return new DataConfig(
                format,
                WindowShape.fromConfig(config.map("shape")),
                SplitPlan.fromConfig(config.map("split")),
                Scaling.fromConfig(config.map("scaling"), format.schema()),
                config.has(TRAITS) ? SeriesTraits.fromConfig(config.map(TRAITS)) : SeriesTraits.NONE);
    }
}
