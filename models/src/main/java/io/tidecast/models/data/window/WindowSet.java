package io.tidecast.models.data.window;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Windows over series, which fill a caller's arrays in the graph's order [channels, time, batch] and hold no values of
 * their own.
 *
 * <p>A window of series {@code x} that starts at row {@code s} reads rows {@code s} to {@code s + window − 1}. Its
 * output {@code j}, at input step {@code t = shape.stepOf(j)}, has the targets {@code x[s + t + 1 + k]} for {@code k}
 * in [0, horizon): channel {@code k · targets + target}.
 */
public final class WindowSet {
    private final Dataset data;
    private final WindowShape shape;
    private final int[] series;
    private final int[] starts;
    private final int[] countedFrom;
    private final int[] channelRows;
    private final int[] channelShifts;
    private final int targets;

    /**
     * Makes a set.
     *
     * @param data the series
     * @param series each window's series
     * @param starts each window's first row
     * @param countedFrom for each series, the first row that counts as a target; outputs that forecast earlier rows,
     *     which belong to another part, have weight 0
     */
    WindowSet(Dataset data, int[] series, int[] starts, int[] countedFrom) {
        this.data = data;
        this.shape = data.shape();
        this.series = series;
        this.starts = starts;
        this.countedFrom = countedFrom;
        this.channelRows =
                data.channels().list().stream().mapToInt(Channels.Channel::row).toArray();
        this.channelShifts = data.channels().list().stream()
                .mapToInt(Channels.Channel::ahead)
                .toArray();
        this.targets = data.targets();
    }

    /**
     * Takes a part of the windows, evenly spread.
     *
     * @param distance from one that is taken to the next, at least 1
     * @return the first, the one {@code distance} after it, and so on
     */
    public WindowSet every(int distance) {
        int[] taken =
                IntStream.iterate(0, at -> at < size(), at -> at + distance).toArray();
        return new WindowSet(
                data,
                Arrays.stream(taken).map(at -> series[at]).toArray(),
                Arrays.stream(taken).map(at -> starts[at]).toArray(),
                countedFrom);
    }

    /**
     * Counts the windows.
     *
     * @return how many there are
     */
    public int size() {
        return starts.length;
    }

    /**
     * Gives the data that the windows are taken from.
     *
     * @return the data
     */
    public Dataset data() {
        return data;
    }

    /**
     * Gives the windows' shape.
     *
     * @return the shape
     */
    public WindowShape shape() {
        return shape;
    }

    /**
     * Counts the input channels.
     *
     * @return channels
     */
    public int channels() {
        return channelRows.length;
    }

    /**
     * Counts the values of one output.
     *
     * @return horizon × targets
     */
    public int targetChannels() {
        return shape.horizon() * targets;
    }

    /**
     * Finds a window's series.
     *
     * @param window position in this set
     * @return position of its series in the data
     */
    public int seriesOf(int window) {
        return series[window];
    }

    /**
     * Finds the row after a window's last input, the first that its last output forecasts.
     *
     * @param window position in this set
     * @return a row of its series
     */
    public int originOf(int window) {
        return starts[window] + shape.window();
    }

    /**
     * Finds the first row of a series that belongs to the windows' part.
     *
     * @param index position of the series in the data
     * @return its first row; those before it are past
     */
    public int countedFrom(int index) {
        return countedFrom[index];
    }

    /**
     * Fills a batch. What a short batch leaves over is filled with zeros of weight 0, and so are targets that are
     * missing or belong to another part. Nothing is allocated.
     *
     * @param order positions of windows in this set
     * @param from where in the order the batch begins
     * @param count how many windows it takes, at most {@code batch}
     * @param batch windows in a batch
     * @param inputs receives [channels, window, batch]
     * @param outputs receives the targets [horizon × targets, outputs, batch]
     * @param weights receives [outputs, batch]
     */
    public void fill(int[] order, int from, int count, int batch, float[] inputs, float[] outputs, float[] weights) {
        for (int channel = 0; channel < channelRows.length; channel++) {
            int at = channel * shape.window() * batch;
            for (int column = 0; column < batch; column++) {
                if (column < count) {
                    fillInputs(order[from + column], channel, inputs, at + column, batch);
                } else {
                    clear(inputs, at + column, batch, shape.window());
                }
            }
        }
        for (int column = 0; column < batch; column++) {
            if (column < count) {
                fillTargets(order[from + column], column, batch, outputs, weights);
            } else {
                clear(outputs, column, batch, targetChannels() * shape.outputs());
                clear(weights, column, batch, shape.outputs());
            }
        }
    }

    /**
     * Reads one scaled input.
     *
     * @param window position in this set
     * @param channel input channel
     * @param step input step
     * @return the value that the model reads there
     */
    public float input(int window, int channel, int step) {
        return data.rows(series[window])[channelRows[channel]][starts[window] + step + channelShifts[channel]];
    }

    /**
     * Reads a scaled target of the last output.
     *
     * @param window position in this set
     * @param ahead steps ahead, counted from 0
     * @param target position among the targets
     * @return its value, or NaN where it is missing
     */
    public float target(int window, int ahead, int target) {
        return scaled(data.rows(series[window])[target], originOf(window) + ahead);
    }

    /**
     * Reads what the last output should forecast, as in the file.
     *
     * @param window position in this set
     * @param ahead steps ahead, counted from 0
     * @param target position among the targets
     * @return its value, or NaN where it is missing
     */
    public double actual(int window, int ahead, int target) {
        int row = originOf(window) + ahead;
        return row < data.set().get(series[window]).length() ? past(window, target, -ahead - 1) : Double.NaN;
    }

    /**
     * Reads a value up to a window's last input, as in the file. It may lie before the window.
     *
     * @param window position in this set
     * @param target position among the targets
     * @param back how many steps before the last input, 0 for the value there
     * @return its value, or NaN where it is missing or lies before the series
     */
    public double past(int window, int target, int back) {
        int row = originOf(window) - 1 - back;
        return row < 0 ? Double.NaN : data.set().get(series[window]).value(target, row);
    }

    private void fillInputs(int window, int channel, float[] inputs, int from, int batch) {
        float[] row = data.rows(series[window])[channelRows[channel]];
        int start = starts[window] + channelShifts[channel];
        int at = from;
        for (int step = 0; step < shape.window(); step++) {
            inputs[at] = row[start + step];
            at += batch;
        }
    }

    private void fillTargets(int window, int column, int batch, float[] outputs, float[] weights) {
        float[][] rows = data.rows(series[window]);
        int counted = countedFrom[series[window]];
        int channelLength = shape.outputs() * batch;
        for (int output = 0; output < shape.outputs(); output++) {
            int first = starts[window] + shape.stepOf(output) + 1;
            float weight = first >= counted ? 1 : 0;
            int at = output * batch + column;
            for (int ahead = 0; ahead < shape.horizon(); ahead++) {
                for (int target = 0; target < targets; target++) {
                    float value = scaled(rows[target], first + ahead);
                    boolean missing = Float.isNaN(value);
                    outputs[at] = missing ? 0 : value;
                    weight = missing ? 0 : weight;
                    at += channelLength;
                }
            }
            weights[output * batch + column] = weight;
        }
    }

    private static float scaled(float[] row, int time) {
        return time < row.length ? row[time] : Float.NaN;
    }

    private static void clear(float[] values, int from, int stride, int count) {
        for (int i = 0; i < count; i++) {
            values[from + i * stride] = 0;
        }
    }
}
