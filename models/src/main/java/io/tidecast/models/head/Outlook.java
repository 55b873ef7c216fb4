package io.tidecast.models.head;

/** Reads what a network's outputs say of each of its targets at one step, in the units that it sees. For one thread. */
public final class Outlook {
    private final Head head;
    private final int targets;
    private final double[] parameters;
    private float[] outputs = {};
    private int first;
    private int stride;

    /**
     * @param targets how many targets the network has at each step
     */
    public Outlook(Head head, int targets) {
        this.head = head;
        this.targets = targets;
        this.parameters = new double[head.parameters()];
    }

    /**
     * Chooses where to read.
     *
     * @param outputs the network's, which are read as late as they are asked for
     * @param first where channel 0 is
     * @param stride how far the channels are apart
     */
    public void stand(float[] outputs, int first, int stride) {
        this.outputs = outputs;
        this.first = first;
        this.stride = stride;
    }

    /** Returns the mean of a target. */
    public double mean(int target) {
        return head.mean(parameters(target));
    }

    /** Returns the median of a target; where one number is told, that. */
    public double median(int target) {
        return head.median(parameters(target));
    }

    /** Returns the quantile of a target, see {@link Head#quantile}. */
    public double quantile(int target, double level) {
        return head.quantile(parameters(target), level);
    }

    private double[] parameters(int target) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = outputs[first + (i * targets + target) * stride];
        }
        return parameters;
    }
}
