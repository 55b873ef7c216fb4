package io.tidecast.models.layer;

import io.tidecast.core.composite.Conv1d;
import java.math.BigInteger;

/**
 * How the steps of a layer's output line up with the steps of the network's input. Where the reach is bounded and there
 * are several output steps, each is computed from the steps it sees in the same way wherever it stands, so that a stretch
 * of the input gives that stretch of the output, where it begins at a multiple of the period: long windows are cut by this.
 *
 * @param first the input step, counted from 0, that the first output step stands at: the last one it sees
 * @param stride how many input steps lie between neighbouring output steps
 * @param steps how many output steps there are
 * @param reach how many input steps an output step sees at the most; {@link #UNBOUNDED} for all before it
 * @param period how many input steps make a group that the network counts from the first one on; 1 where it counts none
 */
public record TimeMap(int first, int stride, int steps, int reach, int period) {
    /** The reach of what remembers all that came before. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Makes a map of a network that counts no groups. */
    public TimeMap(int first, int stride, int steps, int reach) {
        this(first, stride, steps, reach, 1);
    }

    /** Returns the map of the input itself. */
    public static TimeMap identity(int window) {
        return new TimeMap(0, 1, window, 1);
    }

    /** Returns the input step that an output step stands at. */
    public int inputStep(int outputStep) {
        return first + outputStep * stride;
    }

    /** Returns the map after a convolution. */
    public TimeMap after(Conv1d convolution, int taps) {
        int span = (taps - 1) * convolution.dilation() * stride;
        int skipped = span - convolution.leftPadding(taps) * stride;
        return new TimeMap(
                first + skipped,
                stride * convolution.stride(),
                convolution.outputTime(steps, taps),
                further(span),
                period);
    }

    /** Returns the map after a layer that remembers. */
    public TimeMap afterRecurrence() {
        return new TimeMap(first, stride, steps, UNBOUNDED, period);
    }

    /** Returns the map after a layer that counts groups of steps of its input. */
    TimeMap inGroupsOf(int group) {
        if (first != 0 || stride != 1) {
            throw new IllegalArgumentException(
                    "groups of " + group + " steps are counted behind a layer that leaves out"
                            + " some: the first of the others stands at " + first + ", the next " + stride + " later");
        }
        int common = BigInteger.valueOf(period).gcd(BigInteger.valueOf(group)).intValue();
        return new TimeMap(first, stride, steps, reach, Math.multiplyExact(period / common, group));
    }

    /** Returns the map after a layer that sees so many more steps of the network's input. */
    TimeMap seeingFurther(int before) {
        return new TimeMap(first, stride, steps, further(before), period);
    }

    private int further(int before) {
        return reach == UNBOUNDED ? UNBOUNDED : Math.addExact(reach, before);
    }

    /** Returns the map of the last step alone, which has seen {@code seen} input steps. */
    public TimeMap lastAlone(int seen) {
        return new TimeMap(inputStep(steps - 1), 1, 1, seen, period);
    }
}
