package io.tidecast.models.measure;

/**
 * How much faster a task is on several threads than on one.
 *
 * @param seconds of a run on one thread, the median
 * @param secondsTogether the same on all of them
 * @param probe how much faster plain multiply-adds are, measured in the same rounds
 */
public record ThreadsResult(Task task, int threads, double seconds, double secondsTogether, double probe) {
    /** Returns how many times faster the task is. */
    public double speedUp() {
        return seconds / secondsTogether;
    }

    /** Returns which part of the probe's speed-up the task reaches. */
    public double share() {
        return speedUp() / probe;
    }
}
