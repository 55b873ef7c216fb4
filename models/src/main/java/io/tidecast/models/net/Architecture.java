package io.tidecast.models.net;

import io.tidecast.core.error.InputException;
import io.tidecast.models.layer.Conditions;

/** What a network is made of, before the data says how many channels go in and come out. */
public sealed interface Architecture permits CodesArchitecture, WaveNet, Recurrent, Linear {
    /** Returns the name by which people choose it. */
    String name();

    /**
     * Returns the network.
     *
     * @param inputs how many channels come in
     * @param outputs how many come out: steps ahead times targets, and times what a head tells of each
     * @param window how many steps come in
     * @throws InputException if the window is too short
     */
    Network build(int inputs, int outputs, int window);

    /**
     * Returns the network that is told something of each series beside it.
     *
     * @throws InputException if there is something to tell and the architecture cannot be told, or the window is too short
     */
    default Network build(int inputs, int outputs, Conditions conditions, int window) {
        if (!conditions.areNone()) {
            throw new InputException(
                    name() + " cannot be told of series; choose conv-gru, or a wavenet with gates (--preset forecast)");
        }
        return build(inputs, outputs, window);
    }
}
