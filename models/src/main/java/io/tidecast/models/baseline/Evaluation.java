package io.tidecast.models.baseline;

import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.metric.ScoreBoard;
import io.tidecast.models.metric.Scores;
import io.tidecast.models.metric.SeasonalScale;

/** Compares forecasts of windows with what happened. */
public final class Evaluation {
    private final WindowSet windows;
    private final double[][] seasonalScales;
    private final ScoreBoard board = new ScoreBoard();

    /**
     * Starts a comparison.
     *
     * @param windows what is forecast
     * @param season steps in a season, for the scale of MASE, at least 1
     */
    public Evaluation(WindowSet windows, int season) {
        this.windows = windows;
        int targets = windows.data().targets();
        this.seasonalScales = new double[windows.data().set().size()][targets];
        for (int series = 0; series < seasonalScales.length; series++) {
            for (int target = 0; target < targets; target++) {
                seasonalScales[series][target] = SeasonalScale.of(
                        windows.data().set().get(series), target, 0, windows.countedFrom(series), season);
            }
        }
    }

    /**
     * Compares all of a forecaster's forecasts.
     *
     * @param forecaster forecasts each window
     * @param windows what is forecast
     * @param season steps in a season, for the scale of MASE, at least 1
     * @return the means over every window, step ahead and target
     */
    public static Scores of(WindowForecaster forecaster, WindowSet windows, int season) {
        Evaluation evaluation = new Evaluation(windows, season);
        double[] forecast = new double[windows.targetChannels()];
        for (int window = 0; window < windows.size(); window++) {
            forecaster.forecast(windows, window, forecast);
            evaluation.add(window, forecast);
        }
        return evaluation.scores();
    }

    /**
     * Compares the forecast of one window.
     *
     * @param window position in the set
     * @param forecast {@code [k · targets + target]} in the units of the file
     */
    public void add(int window, double[] forecast) {
        int targets = windows.data().targets();
        double[] scales = seasonalScales[windows.seriesOf(window)];
        for (int channel = 0; channel < windows.targetChannels(); channel++) {
            int target = channel % targets;
            board.add(forecast[channel], windows.actual(window, channel / targets, target), scales[target]);
        }
    }

    /**
     * Gives the means so far.
     *
     * @return over every window, step ahead and target added
     */
    public Scores scores() {
        return board.scores();
    }
}
