package io.tidecast.models.layer;

import io.tidecast.core.graph.Value;
import java.util.List;

/** A part of a network: from {@code [channels, time, batch]} to {@code [channels', time', batch]}. Immutable. */
public interface Layer {
    /** Returns a name that no other layer of the network has; its parameters' names begin with it. */
    String name();

    /** Returns what the layer is, in a few words. */
    String description();

    /** Returns the parameters. */
    List<Parameter> parameters();

    /** Returns how many channels come out. */
    int outputChannels();

    /** Returns how the output's steps line up with the network's input, given how the layer's input does. */
    TimeMap timeMap(TimeMap input);

    /** Returns whether the layer's derivative is continuous: whether what is nearly the same has nearly the same gradient. */
    default boolean isSmooth() {
        return true;
    }

    /** Returns what the layer has to be told beside what comes in. */
    default Conditions conditions() {
        return Conditions.NONE;
    }

    /**
     * Returns what the layer is to read of another's output in training, see {@link Dropout}: each value is dropped by
     * itself, but a layer without parameters reads them all.
     */
    default Value dropped(Value x, Dropout dropout) {
        return parameters().isEmpty() ? x : dropout.each(x);
    }

    /** Adds the layer to the graph of {@code x}. */
    Value apply(Value x);

    /** Adds the layer to the graph of {@code x}; where it asks for nothing, what is told does not matter to it. */
    default Value apply(Value x, Told told) {
        return apply(x);
    }

    /**
     * Adds one step of the layer to the graph of {@code x}: what {@link #apply} gives at the last step of all that came
     * so far, out of that step and what the memory holds of those before. A layer that thins time out gives a value at
     * every step all the same: neighbouring ones then belong to different thinned sequences, each of which is remembered
     * by itself; see {@link StepMemory}.
     *
     * @param x {@code [channels, 1, voices]}, of codes {@code [1, voices]}
     * @return {@code [channels', 1, voices]}
     * @throws io.tidecast.core.error.InputException if no memory of a fixed size would do
     */
    Value step(Value x, StepMemory memory);

    /** Adds one step of the layer; where it asks for nothing, what is told does not matter to it. */
    default Value step(Value x, Told told, StepMemory memory) {
        return step(x, memory);
    }
}
