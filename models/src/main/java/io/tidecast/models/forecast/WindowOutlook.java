package io.tidecast.models.forecast;

import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.Outlook;

/**
 * What a network says of what follows one window, in the units of the file. Channels are {@code k · targets + target}.
 * For one thread.
 */
final class WindowOutlook {
    private final WindowSet windows;
    private final Outlook outlook;
    private int series;

    WindowOutlook(WindowSet windows, Head head) {
        this.windows = windows;
        this.outlook = new Outlook(head, windows.targetChannels());
    }

    /** Chooses the window, and where its outputs are, see {@link Outlook#stand}. */
    void stand(int window, float[] outputs, int first, int stride) {
        series = windows.seriesOf(window);
        outlook.stand(outputs, first, stride);
    }

    /** Returns how many channels there are: steps ahead times targets. */
    int channels() {
        return windows.targetChannels();
    }

    double mean(int channel) {
        return unscaled(channel, outlook.mean(channel));
    }

    double median(int channel) {
        return unscaled(channel, outlook.median(channel));
    }

    double quantile(int channel, double level) {
        return unscaled(channel, outlook.quantile(channel, level));
    }

    private double unscaled(int channel, double value) {
        return windows.data().unscaled(series, channel % windows.data().targets(), value);
    }
}
