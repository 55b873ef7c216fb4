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
import java.util.function.IntToDoubleFunction;

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
     * @param quantiles of the levels that are told, rising
     */
    public record Forecast(Series series, List<double[]> mean, List<Quantile> quantiles) {
        /** Returns the time of a step ahead, counted from 0, as the file writes times. */
        public String time(int step) {
            return series.timeline().text(series.length() + step);
        }
    }

    /**
     * The quantile of one level.
     *
     * @param level above 0 and below 1
     * @param values for each target step by step, in the units of the file
     */
    public record Quantile(double level, List<double[]> values) {}

    /** Forecasts, with the quantiles that the model's head tells of itself. */
    public List<Forecast> forecast(SeriesSet set, Warnings warnings) {
        return forecast(set, model.network().head().levels(), warnings);
    }

    /**
     * Forecasts.
     *
     * @param set series read in the model's format, with what is known ahead
     * @param levels whose quantiles are told, above 0 and below 1; none where the model tells a single number
     * @param warnings takes which series are too short
     * @return a forecast for each series that is long enough
     * @throws io.tidecast.core.error.InputException if none is, or what is known ahead is missing
     * @throws FailureException if a forecast is not a finite number
     */
    public List<Forecast> forecast(SeriesSet set, List<Double> levels, Warnings warnings) {
        WindowSet windows = Dataset.restore(set, model.data(), warnings).latest();
        List<Forecast> forecasts = new ArrayList<>();
        try (VariableStore store = new VariableStore(backend, model.weights().keySet())) {
            store.restore(model.weights());
            try (Predictor predictor = new Predictor(store, model.network(), Math.min(windows.size(), MOST_AT_ONCE))) {
                predictor.forEach(
                        new WindowExamples(windows),
                        new LastOutputs(
                                windows,
                                model.network().head(),
                                (window, outlook) -> forecasts.add(
                                        forecast(set.get(windows.seriesOf(window)), levels, set, outlook))));
            }
        }
        return forecasts;
    }

    private static Forecast forecast(Series series, List<Double> levels, SeriesSet set, WindowOutlook outlook) {
        List<Quantile> quantiles = levels.stream()
                .map(level -> new Quantile(
                        level, byTarget(set, outlook.channels(), channel -> outlook.quantile(channel, level))))
                .toList();
        return new Forecast(series, byTarget(set, outlook.channels(), outlook::mean), quantiles);
    }

    private static List<double[]> byTarget(SeriesSet set, int channels, IntToDoubleFunction told) {
        int targets = set.schema().targets();
        double[][] values = new double[targets][channels / targets];
        for (int i = 0; i < channels; i++) {
            double value = told.applyAsDouble(i);
            if (!Double.isFinite(value)) {
                throw new FailureException("the forecast of "
                        + set.schema().columns().get(i % targets).name()
                        + " is " + value + " at step " + (i / targets + 1)
                        + "; the series may lie far from those that the model was trained on");
            }
            values[i % targets][i / targets] = value;
        }
        return List.of(values);
    }
}
