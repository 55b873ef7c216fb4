package io.tidecast.models.baseline;

import io.tidecast.models.data.window.WindowSet;

/** Forecasts what follows a window. */
public interface WindowForecaster {
    /**
     * Names the forecaster as reports do.
     *
     * @return such as {@code naive}
     */
    String name();

    /**
     * Forecasts from the last step of a window.
     *
     * @param windows the windows
     * @param window position of the window in the set
     * @param forecast receives the values in the units of the file: {@code [k · targets + target]} for {@code k} steps
     *     ahead, counted from 0
     */
    void forecast(WindowSet windows, int window, double[] forecast);
}
