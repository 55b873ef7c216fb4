package io.tidecast.models.data.window;

import io.tidecast.core.random.SplittableGenerator;

/** The order in which an epoch visits windows. */
public final class WindowOrder {
    private final int[] order;

    /**
     * Starts in order of series and time.
     *
     * @param windows how many there are
     */
    public WindowOrder(int windows) {
        this.order = new int[windows];
        sort();
    }

    /** Goes back to the order of series and time. */
    public void sort() {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
    }

    /**
     * Shuffles for one epoch. The order depends on the seed and the epoch alone, not on earlier epochs, so that training
     * can go on from any epoch.
     *
     * @param seed of the training
     * @param epoch counted from 0
     */
    public void shuffle(long seed, int epoch) {
        sort();
        new SplittableGenerator(seed).split("windows").split(epoch).shuffle(order);
    }

    /**
     * Counts the windows.
     *
     * @return how many there are
     */
    public int size() {
        return order.length;
    }

    /**
     * Counts the batches of an epoch.
     *
     * @param batch windows in a batch
     * @return batches, the last perhaps short
     */
    public int batches(int batch) {
        return Math.ceilDiv(order.length, batch);
    }

    /**
     * Finds the window at a position.
     *
     * @param position counted from 0
     * @return position of a window in its set
     */
    public int windowAt(int position) {
        return order[position];
    }
}
