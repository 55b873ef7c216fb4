package io.tidecast.models.data.time;

/**
 * Evenly spaced times, as far as one likes into the future.
 *
 * @param format how they are written
 * @param step the distance between them
 * @param start the first
 */
public record Timeline(TimeFormat format, TimeStep step, long start) {
    /**
     * The timeline of rows without times: 1, 2, 3 and so on.
     *
     * @return whole numbers from 1
     */
    public static Timeline ofRows() {
        return new Timeline(TimeFormat.steps(), TimeStep.one(), 1);
    }

    /**
     * Finds a time by its position.
     *
     * @param index counted from 0; may lie beyond the last row
     * @return the time
     */
    public long at(int index) {
        return step.advance(start, index);
    }

    /**
     * Writes a time by its position.
     *
     * @param index counted from 0; may lie beyond the last row
     * @return its text in the file's format
     */
    public String text(int index) {
        return format.text(at(index));
    }

    /**
     * Finds the first position whose time is not before a given one.
     *
     * @param time a time
     * @param length how many positions there are
     * @return a position in [0, length]
     */
    public int firstNotBefore(long time, int length) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
