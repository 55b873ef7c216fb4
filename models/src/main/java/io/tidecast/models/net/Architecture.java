package io.tidecast.models.net;

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
     * @throws io.tidecast.core.error.InputException if the window is too short
     */
    Network build(int inputs, int outputs, int window);
}
