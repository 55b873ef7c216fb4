package io.tidecast.cli;

import io.tidecast.models.file.Json;
import io.tidecast.models.stream.ForecastStream;
import io.tidecast.models.stream.StreamingModel;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Forecasts of a stream, one a line: CSV with a column for each target and step ahead and each of its quantiles, or a
 * JSON document each.
 *
 * @param targets what is forecast
 * @param horizon how many steps are
 * @param levels whose quantiles are told beside the mean
 * @param json whether lines are JSON
 */
record StreamReport(List<String> targets, int horizon, List<Double> levels, boolean json) {
    static StreamReport of(StreamingModel model, List<Double> levels, boolean json) {
        return new StreamReport(model.targets(), model.horizon(), levels, json);
    }

    /** Returns the names of the columns. */
    String header() {
        return IntStream.rangeClosed(1, horizon)
                .boxed()
                .flatMap(step -> targets.stream().map(target -> target + "+" + step))
                .flatMap(column -> Stream.concat(
                        Stream.of(column), levels.stream().map(level -> column + "_" + QuantileOption.name(level))))
                .map(CsvText::cell)
                .collect(Collectors.joining(",", "row,", ""));
    }

    /** Returns a line without its end. */
    String line(ForecastStream stream) {
        return json ? document(stream) : cells(stream);
    }

    private String cells(ForecastStream stream) {
        StringBuilder line = new StringBuilder().append(stream.rows());
        double[] means = stream.forecast();
        for (int channel = 0; channel < means.length; channel++) {
            line.append(',').append(CsvText.number(means[channel]));
            for (double level : levels) {
                line.append(',').append(CsvText.number(stream.quantile(channel, level)));
            }
        }
        return line.toString();
    }

    private String document(ForecastStream stream) {
        double[] means = stream.forecast();
        Json.ObjectBuilder document =
                Json.object().put("row", stream.rows()).put("mean", byTarget(channel -> means[channel]));
        levels.forEach(level ->
                document.put(QuantileOption.name(level), byTarget(channel -> stream.quantile(channel, level))));
        return document.build().compact();
    }

    private Json byTarget(IntToDoubleFunction told) {
        Json.ObjectBuilder all = Json.object();
        for (int target = 0; target < targets.size(); target++) {
            double[] values = new double[horizon];
            for (int step = 0; step < horizon; step++) {
                values[step] = told.applyAsDouble(step * targets.size() + target);
            }
            all.put(targets.get(target), Json.numbers(values));
        }
        return all.build();
    }
}
