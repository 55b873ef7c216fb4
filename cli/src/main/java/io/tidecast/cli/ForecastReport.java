package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.models.data.series.Role;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.Forecaster;
import io.tidecast.models.forecast.Forecaster.Forecast;
import io.tidecast.models.forecast.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forecasts as a table in CSV and as JSON.
 *
 * @param file the model's
 * @param data the name of the data
 * @param model what forecast
 * @param backend what it ran on
 * @param forecasts of each series
 */
record ForecastReport(Path file, String data, ModelFile model, Backend backend, List<Forecast> forecasts) {
    /** Returns the columns time, series, target, step, mean and each quantile; a row for each series, step and target. */
    String csv() {
        StringBuilder text = new StringBuilder("time,series,target,step,mean");
        forecasts
                .getFirst()
                .quantiles()
                .forEach(quantile -> text.append(',').append(QuantileOption.name(quantile.level())));
        text.append('\n');
        List<String> targets = targets();
        for (Forecast forecast : forecasts) {
            for (int step = 0; step < model.data().shape().horizon(); step++) {
                for (int target = 0; target < targets.size(); target++) {
                    text.append(CsvText.cell(forecast.time(step)))
                            .append(',')
                            .append(CsvText.cell(forecast.series().name()))
                            .append(',')
                            .append(CsvText.cell(targets.get(target)))
                            .append(',')
                            .append(step + 1)
                            .append(',')
                            .append(CsvText.number(forecast.mean().get(target)[step]));
                    for (Forecaster.Quantile quantile : forecast.quantiles()) {
                        text.append(',').append(CsvText.number(quantile.values().get(target)[step]));
                    }
                    text.append('\n');
                }
            }
        }
        return text.toString();
    }

    /** Returns the forecasts with what made them. */
    Json json(Optional<Path> out, Optional<Path> plot) {
        Json.ObjectBuilder document = Json.object()
                .put("model", model.architecture().name())
                .put("backend", backend.name())
                .put("precision", backend.precision().label())
                .put("parameters", model.network().parameterCount())
                .put("seed", model.provenance().seed())
                .put("file", file.toString())
                .put("data", data)
                .put("horizon", model.data().shape().horizon());
        List<Json> series = new ArrayList<>();
        for (Forecast forecast : forecasts) {
            for (int target = 0; target < targets().size(); target++) {
                series.add(json(forecast, target));
            }
        }
        document.put("forecasts", Json.array(series));
        out.ifPresent(path -> document.put("out", path.toString()));
        plot.ifPresent(path -> document.put("plot", path.toString()));
        return document.build();
    }

    private Json json(Forecast forecast, int target) {
        List<String> times = new ArrayList<>();
        for (int step = 0; step < model.data().shape().horizon(); step++) {
            times.add(forecast.time(step));
        }
        Json.ObjectBuilder document = Json.object()
                .put("series", forecast.series().name())
                .put("target", targets().get(target))
                .put("time", Json.texts(times))
                .put("mean", Json.numbers(forecast.mean().get(target)));
        forecast.quantiles()
                .forEach(quantile -> document.put(
                        QuantileOption.name(quantile.level()),
                        Json.numbers(quantile.values().get(target))));
        return document.build();
    }

    private List<String> targets() {
        return model.data().format().schema().names(Role.TARGET);
    }
}
