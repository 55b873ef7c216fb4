package io.tidecast.models.forecast;

import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.train.Part;
import io.tidecast.models.train.Predictor;

/** Picks the forecast at the last step out of a network's outputs, and takes the scaling back. */
final class LastOutputs implements Predictor.Receiver {
    /** Takes the forecast of one window. */
    @FunctionalInterface
    interface Receiver {
        /**
         * Takes it.
         *
         * @param window position in the set
         * @param forecast {@code [k · targets + target]} in the units of the file; reused for the next
         */
        void accept(int window, double[] forecast);
    }

    private final WindowSet windows;
    private final Receiver receiver;
    private final double[] forecast;

    LastOutputs(WindowSet windows, Receiver receiver) {
        this.windows = windows;
        this.receiver = receiver;
        this.forecast = new double[windows.targetChannels()];
    }

    @Override
    public void accept(Part part, float[] outputs) {
        if (!part.isLast()) {
            return;
        }
        int last = part.batch().timeMap().steps() - 1;
        int targets = windows.data().targets();
        for (int column = 0; column < part.windows(); column++) {
            int window = part.firstWindow() + column;
            int series = windows.seriesOf(window);
            for (int channel = 0; channel < forecast.length; channel++) {
                float scaled = outputs[part.index(channel, last, column)];
                forecast[channel] = windows.data().unscaled(series, channel % targets, scaled);
            }
            receiver.accept(window, forecast);
        }
    }
}
