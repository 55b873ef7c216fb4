package io.tidecast.models.data.series;

import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.time.TimeFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is fixed about a file once a model was trained on one: a later file must read the same way.
 *
 * @param layout how series are laid out
 * @param time the column of times
 * @param timeFormat how its times are written
 * @param series the column that names the series
 * @param wide for {@link Layout#COLUMNS}, the columns that are series of their own
 * @param schema the columns of each series
 */
public record SeriesFormat(
        Layout layout,
        Optional<String> time,
        Optional<TimeFormat> timeFormat,
        Optional<String> series,
        List<String> wide,
        Schema schema) {
    /** The name of the only column where each column or row of a file is a series. */
    public static final String VALUE = "value";

    /**
     * The format of bare series without times.
     *
     * @param schema the columns of each
     * @return one series a row
     */
    public static SeriesFormat bare(Schema schema) {
        return new SeriesFormat(Layout.ROWS, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), schema);
    }

    /**
     * Describes the format for a model file.
     *
     * @return names with texts, lists and maps
     */
    public Map<String, Object> toConfig() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("layout", layout.name().toLowerCase(Locale.ROOT));
        time.ifPresent(column -> config.put("time", column));
        timeFormat.ifPresent(format -> config.put("time_format", format.toConfig()));
        series.ifPresent(column -> config.put("series", column));
        config.put("wide", wide);
        config.put("columns", schema.toConfig());
        return config;
    }

    /**
     * Makes the format that a model file describes.
     *
     * @param config what {@link #toConfig} gave
     * @return the format
     * @throws io.tidecast.core.error.InputException if a field is absent or wrong
     */
    public static SeriesFormat fromConfig(ConfigView config) {
        Optional<TimeFormat> timeFormat = config.has("time_format")
                ? Optional.of(TimeFormat.fromConfig(config.map("time_format")))
                : Optional.empty();
        return new SeriesFormat(
                layout(config),
                config.optionalString("time"),
                timeFormat,
                config.optionalString("series"),
                config.strings("wide"),
                Schema.fromConfig(config, "columns"));
    }

    SeriesFormat withTimeFormat(TimeFormat format) {
        return new SeriesFormat(layout, time, Optional.of(format), series, wide, schema);
    }

    SeriesFormat withSchema(Schema other) {
        return new SeriesFormat(layout, time, timeFormat, series, wide, other);
    }

    private static Layout layout(ConfigView config) {
        String name = config.string("layout");
        for (Layout layout : Layout.values()) {
            if (layout.name().toLowerCase(Locale.ROOT).equals(name)) {
                return layout;
            }
        }
        throw config.fault("layout", "table, columns or rows");
    }
}
