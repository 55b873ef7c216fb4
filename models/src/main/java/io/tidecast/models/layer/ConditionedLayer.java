package io.tidecast.models.layer;

import io.tidecast.core.graph.Value;

/**
 * A layer that may ask to be told something beside what comes in. It hands on what comes in, changed or not, and so reads
 * all of it in training: what is dropped is dropped inside the layer, or by the one behind it.
 */
interface ConditionedLayer extends Layer {
    @Override
    default Value dropped(Value x, Dropout dropout) {
        return x;
    }

    /**
     * Adds the layer, told nothing.
     *
     * @throws IllegalArgumentException if it asks for something
     */
    @Override
    default Value apply(Value x) {
        return apply(x, Told.NOTHING);
    }

    @Override
    Value apply(Value x, Told told);

    /**
     * Adds one step of the layer, told nothing.
     *
     * @throws IllegalArgumentException if it asks for something
     */
    @Override
    default Value step(Value x, StepMemory memory) {
        return step(x, Told.NOTHING, memory);
    }

    @Override
    Value step(Value x, Told told, StepMemory memory);
}
