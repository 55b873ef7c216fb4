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

    /** Adds the layer to the graph of {@code x}. */
    Value apply(Value x);
}
