package io.tidecast.models.forecast;

import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;

/**
 * Windows of series as examples to learn from.
 *
 * @param windows the windows
 */
public record WindowExamples(WindowSet windows) implements Examples {
    @Override
    public int count() {
        return windows.size();
    }

    @Override
    public int inputs() {
        return windows.channels();
    }

    @Override
    public int window() {
        return windows.shape().window();
    }

    @Override
    public int outputs() {
        return windows.targetChannels();
    }

    @Override
    public void fill(int[] order, int from, int count, Batch batch) {
        windows.fill(order, from, count, batch.size(), batch.inputs(), batch.targets(), batch.weights());
        for (int column = 0; column < batch.size(); column++) {
            int series = windows.seriesOf(order[from + Math.min(column, count - 1)]);
            SeriesTold.tell(batch.told(), windows.data().known(series), column, batch.size());
        }
    }
}
