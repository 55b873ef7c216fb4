package io.tidecast.models.train;

/**
 * Which steps of which windows were computed together: whole windows, or a block of windows that are too long for that.
 *
 * @param firstWindow the first window's position among the examples
 * @param windows how many windows there are; the batch may have room for more
 * @param batch the steps that were computed, with their targets; reused for the next part
 * @param firstStep which output of its window is the batch's first
 * @param known how many of the batch's first outputs an earlier part has given already; here they are worth nothing
 * @param isLast whether the batch's last output is the last of its window
 */
public record Part(int firstWindow, int windows, Batch batch, int firstStep, int known, boolean isLast) {
    /** Returns where a window's output stands among forecasts {@code [outputs, steps, batch]} of this part. */
    public int index(int channel, int step, int window) {
        return (channel * batch.timeMap().steps() + step) * batch.size() + window;
    }
}
