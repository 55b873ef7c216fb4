package io.tidecast.cli;

import io.tidecast.models.file.Json;
import io.tidecast.models.stream.ForecastStream;
import io.tidecast.models.stream.StreamingModel;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Forecasts of a stream, one a line: CSV with a column for each target and step ahead, or a JSON document each.
 *
 * @param targets what is forecast
 * @param horizon how many steps are
 * @param json whether lines are JSON
 */
record StreamReport(List<String> targets, int horizon, boolean json) {
    static StreamReport of(StreamingModel model, boolean json) {
        return new StreamReport(model.targets(), model.horizon(), json);
    }

    /** Returns the names of the columns. */
    String header() {
        return IntStream.rangeClosed(1, horizon)
                .boxed()
                .flatMap(step -> targets.stream().map(target -> CsvText.cell(target + "+" + step)))
                .collect(Collectors.joining(",", "row,", ""));
    }

    /** Returns a line without its end. */
    String line(ForecastStream stream) {
        return json ? document(stream) : cells(stream);
    }

    private static String cells(ForecastStream stream) {
        StringBuilder line = new StringBuilder().append(stream.rows());
        for (double value : stream.forecast()) {
            line.append(',').append(CsvText.number(value));
        }
        return line.toString();
    }

    private String document(ForecastStream stream) {
        Json.ObjectBuilder means = Json.object();
        for (int target = 0; target < targets.size(); target++) {
            double[] mean = new double[horizon];
            for (int step = 0; step < horizon; step++) {
                mean[step] = stream.forecast()[step * targets.size() + target];
            }
            means.put(targets.get(target), Json.numbers(mean));
        }
        return Json.object()
                .put("row", stream.rows())
                .put("mean", means.build())
                .build()
                .compact();
    }
}
