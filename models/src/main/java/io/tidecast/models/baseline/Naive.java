package io.tidecast.models.baseline;

import io.tidecast.models.data.window.WindowSet;

/** Repeats the last value. */
public final class Naive implements WindowForecaster {
    @Override
    public String name() {
        return "naive";
    }

    @Override
    public void forecast(WindowSet windows, int window, double[] forecast) {
        int targets = windows.data().targets();
        for (int target = 0; target < targets; target++) {
            double last = windows.past(window, target, 0);
            for (int ahead = 0; ahead < windows.shape().horizon(); ahead++) {
                forecast[ahead * targets + target] = last;
            }
        }
    }
}
