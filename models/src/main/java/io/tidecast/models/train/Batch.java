package io.tidecast.models.train;

import io.tidecast.core.compile.Program;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.net.Network;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Room for the windows that are computed together, filled anew for each step. */
public final class Batch {
    private final int size;
    private final TimeMap timeMap;
    private final Room inputs;
    private final Room targets;
    private final Room weights;
    private final ToldRoom told;

    /**
     * Makes room for a network's windows.
     *
     * @param size how many windows there is room for
     */
    public Batch(Network network, int size) {
        this(network, network.window(), network.timeMap(), size);
    }

    private Batch(Network network, int window, TimeMap timeMap, int size) {
        this.size = size;
        this.timeMap = timeMap;
        inputs = new Room(network.input().type(window, size));
        targets = new Room(network.target().type(timeMap.steps(), size));
        weights = new Room(TensorType.f32(timeMap.steps(), size));
        told = new ToldRoom(network.conditions(), network.window(), size);
    }

    /**
     * Makes room for windows that have a target at each of their steps, of what a network reads and is held against.
     *
     * @param steps of each window
     * @param size how many windows there is room for
     */
    static Batch ofEveryStep(Network network, int steps, int size) {
        return new Batch(network, steps, TimeMap.identity(steps), size);
    }

    /** Returns how many windows there is room for. */
    public int size() {
        return size;
    }

    /** Returns at which input step each output step stands. */
    public TimeMap timeMap() {
        return timeMap;
    }

    /** Returns the type of the inputs, {@code [inputs, window, size]}, of codes {@code [window, size]}. */
    public TensorType inputType() {
        return inputs.type();
    }

    /** Returns the type of the targets, {@code [outputs, steps, size]}, of codes {@code [steps, size]}. */
    public TensorType targetType() {
        return targets.type();
    }

    /** Returns the type of the weights, {@code [steps, size]}. */
    public TensorType weightType() {
        return weights.type();
    }

    /** Returns what the network is told of each window, to be filled. */
    public ToldRoom told() {
        return told;
    }

    /** Returns the inputs themselves, to be filled; none where they are codes. */
    public float[] inputs() {
        return inputs.numbers();
    }

    /** Returns the inputs themselves where they are codes, to be filled; else none. */
    public int[] inputCodes() {
        return inputs.codes();
    }

    /** Returns the targets themselves, to be filled; none where they are codes. */
    public float[] targets() {
        return targets.numbers();
    }

    /** Returns the targets themselves where they are codes, to be filled; else none. */
    public int[] targetCodes() {
        return targets.codes();
    }

    /** Returns how much each step counts, to be filled. */
    public float[] weights() {
        return weights.numbers();
    }

    /** Returns what this batch holds by the names of the graphs' inputs; the tensors share its memory. */
    public SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(TrainingGraph.INPUT, inputs.tensor());
        tensors.put(TrainingGraph.TARGET, targets.tensor());
        tensors.put(TrainingGraph.WEIGHT, weights.tensor());
        tensors.putAll(told.tensors());
        return tensors;
    }

    /**
     * Fills this batch with a stretch of as many longer windows.
     *
     * @param step the output step of the longer windows that becomes the first
     */
    void load(Batch longer, int step) {
        inputs.load(longer.inputs, step * timeMap.stride());
        targets.load(longer.targets, step);
        weights.load(longer.weights, step);
        told.load(longer.told, step * timeMap.stride());
    }

    /**
     * Fills this batch with as many windows that have a target at each of their steps, of which it takes those that its
     * outputs stand for. What it reads before their first step is that step again; behind their last nothing counts.
     *
     * @param begun for each window, at which of its steps the first output stands
     */
    void thin(Batch every, int[] begun) {
        int steps = every.timeMap.steps();
        for (int window = 0; window < size; window++) {
            inputs.thin(every.inputs, window, begun[window] - timeMap.first(), 1);
            targets.thin(every.targets, window, begun[window], timeMap.stride());
            weights.thin(every.weights, window, begun[window], timeMap.stride());
            for (int step = Math.ceilDiv(steps - begun[window], timeMap.stride()); step < timeMap.steps(); step++) {
                weights()[step * size + window] = 0;
            }
        }
        told.load(every.told, 0);
    }

    /** Gives a program its inputs and what it is told beside them. */
    void feed(Program program) {
        program.set(TrainingGraph.INPUT, inputs.segment());
        told.feed(program);
    }

    /** Returns the targets' memory. */
    MemorySegment targetSegment() {
        return targets.segment();
    }

    /** Returns the weights' memory. */
    MemorySegment weightSegment() {
        return weights.segment();
    }
}
