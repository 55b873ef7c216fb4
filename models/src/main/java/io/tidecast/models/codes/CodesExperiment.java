package io.tidecast.models.codes;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.ThinnedExamples;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A network of codes and what it learns from and is judged by.
 *
 * @param <M> what is kept of a training
 */
public interface CodesExperiment<M> {
    /** Returns the network. */
    Network network();

    /** Returns the windows of a part, which have a target at each of their steps, or empty where it has none. */
    Optional<? extends Examples> examples(Part part);

    /** Returns the name of the data. */
    String source();

    /** Returns architecture and data in words, which differ where either does. */
    String description();

    /** Words that a part has no windows. */
    InputException lacks(Part part);

    /** Returns what is kept of a training that came to some weights. */
    M model(SequencedMap<Variable, Tensor> weights, Provenance provenance);

    /**
     * Returns the windows of a part as the network reads them, with a target for each of its outputs, or empty where it has
     * none.
     */
    default Optional<Examples> windows(Part part) {
        return examples(part).map(examples -> ThinnedExamples.of(examples, network()));
    }

    /**
     * Returns the windows of a part as the network reads them.
     *
     * @throws InputException if it has none
     */
    default Examples required(Part part) {
        return windows(part).orElseThrow(() -> lacks(part));
    }
}
