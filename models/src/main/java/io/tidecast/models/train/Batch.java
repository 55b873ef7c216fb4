package io.tidecast.models.train;

import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.net.Network;
import java.lang.foreign.MemorySegment;

/**
 * Room for the windows that are computed together, filled anew for each step.
 *
 * @param size how many windows it has room for
 * @param inputType of {@code inputs}, {@code [inputs, window, size]}
 * @param targetType of {@code targets}, {@code [outputs, steps, size]}
 * @param weightType of {@code weights}, {@code [steps, size]}
 * @param timeMap at which input step each output step stands
 */
public record Batch(
        int size,
        TensorType inputType,
        TensorType targetType,
        TensorType weightType,
        TimeMap timeMap,
        float[] inputs,
        float[] targets,
        float[] weights,
        MemorySegment inputSegment,
        MemorySegment targetSegment,
        MemorySegment weightSegment) {

    /** Makes room for a network's windows. */
    public static Batch of(Network network, int size) {
        TimeMap map = network.timeMap();
        TensorType inputType = TensorType.f32(network.inputs(), network.window(), size);
        TensorType targetType = TensorType.f32(network.outputs(), map.steps(), size);
        TensorType weightType = TensorType.f32(map.steps(), size);
        float[] inputs = new float[Math.toIntExact(inputType.size())];
        float[] targets = new float[Math.toIntExact(targetType.size())];
        float[] weights = new float[Math.toIntExact(weightType.size())];
        return new Batch(
                size,
                inputType,
                targetType,
                weightType,
                map,
                inputs,
                targets,
                weights,
                MemorySegment.ofArray(inputs),
                MemorySegment.ofArray(targets),
                MemorySegment.ofArray(weights));
    }
}
