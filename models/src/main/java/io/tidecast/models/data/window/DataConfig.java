package io.tidecast.models.data.window;

import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.series.SeriesFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model keeps of the data it was trained on, so that later data are read, cut and scaled alike.
 *
 * @param format the file's columns, times and categories
 * @param shape the windows
 * @param split the parts
 * @param scaling the scaling, fitted on the training part
 */
public record DataConfig(SeriesFormat format, WindowShape shape, SplitPlan split, Scaling scaling) {
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
                Scaling.fromConfig(config.map("scaling"), format.schema()));
    }
}
