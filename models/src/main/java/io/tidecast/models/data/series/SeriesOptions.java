package io.tidecast.models.data.series;

import io.tidecast.models.data.table.TableOptions;
import java.util.List;
import java.util.Optional;

/**
 * What a person says about a file of series.
 *
 * @param layout how series are laid out
 * @param time the column of times; without it rows are even steps in the file's order
 * @param timeFormat the pattern of its times, where it must not be guessed
 * @param series the column that names the series
 * @param targets the columns to forecast; empty for the only column of numbers, or, where each column is a series, for
 *     all columns of numbers
 * @param inputs further columns read up to now
 * @param known columns known ahead
 * @param categories which inputs and known columns hold labels although they may look like numbers
 * @param fill whether missing cells and missing rows repeat the values before them
 * @param table the file's dialect
 */
public record SeriesOptions(
        Layout layout,
        Optional<String> time,
        Optional<String> timeFormat,
        Optional<String> series,
        List<String> targets,
        List<String> inputs,
        List<String> known,
        List<String> categories,
        boolean fill,
        TableOptions table) {
    /**
     * Options for a layout with everything else left open.
     *
     * @param layout how series are laid out
     * @return the options
     */
    public static SeriesOptions of(Layout layout) {
        return new SeriesOptions(
                layout,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                TableOptions.detect());
    }

    /**
     * Names the columns of a table.
     *
     * @param newTargets the columns to forecast
     * @param newInputs further columns read up to now
     * @param newKnown columns known ahead
     * @return changed options
     */
    public SeriesOptions withColumns(List<String> newTargets, List<String> newInputs, List<String> newKnown) {
        return new SeriesOptions(
                layout, time, timeFormat, series, newTargets, newInputs, newKnown, categories, fill, table);
    }

    /**
     * Names the column of times.
     *
     * @param column its name
     * @return changed options
     */
    public SeriesOptions withTime(String column) {
        return new SeriesOptions(
                layout, Optional.of(column), timeFormat, series, targets, inputs, known, categories, fill, table);
    }

    /**
     * Gives the pattern of times.
     *
     * @param pattern such as {@code dd.MM.yyyy}
     * @return changed options
     */
    public SeriesOptions withTimeFormat(String pattern) {
        return new SeriesOptions(
                layout, time, Optional.of(pattern), series, targets, inputs, known, categories, fill, table);
    }

    /**
     * Names the column that tells series apart.
     *
     * @param column its name
     * @return changed options
     */
    public SeriesOptions withSeries(String column) {
        return new SeriesOptions(
                layout, time, timeFormat, Optional.of(column), targets, inputs, known, categories, fill, table);
    }

    /**
     * Names the columns of labels.
     *
     * @param columns their names
     * @return changed options
     */
    public SeriesOptions withCategories(List<String> columns) {
        return new SeriesOptions(layout, time, timeFormat, series, targets, inputs, known, columns, fill, table);
    }

    /**
     * Has missing values filled.
     *
     * @return changed options
     */
    public SeriesOptions withFill() {
        return new SeriesOptions(layout, time, timeFormat, series, targets, inputs, known, categories, true, table);
    }
}
