package io.tidecast.models.train;

import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.net.Network;
import java.lang.foreign.MemorySegment;

/** Room for the windows that are computed together, filled anew for each step. */
public final class Batch {
    private final int size;
    private final TimeMap timeMap;
    private final TensorType inputType;
    private final TensorType targetType;
    private final TensorType weightType;
    private final float[] inputs;
    private final float[] targets;
    private final float[] weights;
    private final MemorySegment inputSegment;
    private final MemorySegment targetSegment;
    private final MemorySegment weightSegment;

    /**
     * Makes room for a network's windows.
     *
     * @param size how many windows there is room for
     */
    public Batch(Network network, int size) {
        this.size = size;
        timeMap = network.timeMap();
        inputType = TensorType.f32(network.inputs(), network.window(), size);
        targetType = TensorType.f32(network.outputs(), timeMap.steps(), size);
        weightType = TensorType.f32(timeMap.steps(), size);
        inputs = new float[Math.toIntExact(inputType.size())];
        targets = new float[Math.toIntExact(targetType.size())];
        weights = new float[Math.toIntExact(weightType.size())];
        inputSegment = MemorySegment.ofArray(inputs);
        targetSegment = MemorySegment.ofArray(targets);
        weightSegment = MemorySegment.ofArray(weights);
    }

    /** Returns how many windows there is room for. */
    public int size() {
        return size;
    }

    /** Returns at which input step each output step stands. */
    public TimeMap timeMap() {
        return timeMap;
    }

    /** Returns the type of the inputs, {@code [inputs, window, size]}. */
    public TensorType inputType() {
        return inputType;
    }

    /** Returns the type of the targets, {@code [outputs, steps, size]}. */
    public TensorType targetType() {
        return targetType;
    }

    /** Returns the type of the weights, {@code [steps, size]}. */
    public TensorType weightType() {
        return weightType;
    }

    /** Returns the inputs themselves, to be filled. */
    public float[] inputs() {
        return inputs;
    }

    /** Returns the targets themselves, to be filled. */
    public float[] targets() {
        return targets;
    }

    /** Returns how much each step counts, to be filled. */
    public float[] weights() {
        return weights;
    }

    /** Returns the inputs' memory. */
    MemorySegment inputSegment() {
        return inputSegment;
    }

    /** Returns the targets' memory. */
    MemorySegment targetSegment() {
        return targetSegment;
    }

    /** Returns the weights' memory. */
    MemorySegment weightSegment() {
        return weightSegment;
    }
}
