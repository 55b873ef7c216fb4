package io.tidecast.models.forecast;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.FailureException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.window.Dataset;
import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.train.Predictor;
import java.util.ArrayList;
import java.util.List;

/** Forecasts what follows each series, from its last window. */
public final class Forecaster {
    private static final int MOST_AT_ONCE = 32;

    private final ModelFile model;
    private final Backend backend;

    /** Makes a forecaster. */
    public Forecaster(ModelFile model, Backend backend) {
        this.model = model;
        this.backend = backend;
    }

    /**
     * The forecast of one series.
     *
     * @param series what went before
     * @param mean for each target its values step by step, in the units of the file
     */
    public record Forecast(Series series, List<double[]> mean) {
        /** Returns the time of a step ahead, counted from 0, as the file writes times. */
        public String time(int step) {
            return series.timeline().text(series.length() + step);
        }
    }

    /**
     * Forecasts.
     *
     * @param set series read in the model's format, with what is known ahead
     * @param warnings takes which series are too short
     * @return a forecast for each series that is long enough
     * @throws io.tidecast.core.error.InputException if none is, or what is known ahead is missing
     * @throws FailureException if a forecast is not a finite number
     */
    public List<Forecast> forecast(SeriesSet set, Warnings warnings) {
        WindowSet windows = Dataset.restore(set, model.data(), warnings).latest();
        List<Forecast> forecasts = new ArrayList<>();
        try (VariableStore store = new VariableStore(backend, model.weights().keySet())) {
            store.restore(model.weights());
            try (Predictor predictor = new Predictor(store, model.network(), Math.min(windows.size(), MOST_AT_ONCE))) {
                predictor.forEach(
                        new WindowExamples(windows),
                        new LastOutputs(
                                windows,
                                (window, values) -> forecasts.add(
                                        new Forecast(set.get(windows.seriesOf(window)), byTarget(set, values)))));
            }
        }
        return forecasts;
    }

    private static List<double[]> byTarget(SeriesSet set, double[] values) {
        int targets = set.schema().targets();
        double[][] mean = new double[targets][values.length / targets];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new FailureException("the forecast of "
                        + set.schema().columns().get(i % targets).name()
                        + " is " + values[i] + " at step " + (i / targets + 1)
                        + "; the series may lie far from those that the model was trained on");
            }
            mean[i % targets][i / targets] = values[i];
        }
        return List.of(mean);
    }
}
