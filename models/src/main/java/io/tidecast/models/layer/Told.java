package io.tidecast.models.layer;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a layer is told beside what comes into it; {@link Conditions} says which of it there is.
 *
 * @param labels the codes of labels that hold all along a sequence, I32 {@code [labels, batch]}
 * @param vector numbers that hold all along a sequence, {@code [numbers, batch]}
 * @param local what is told along the sequence, {@code [channels, ⌈steps / every⌉, batch]}; in one step of a network
 *     {@code [channels, 1, voices]}, the slower sequence's step that it lies in
 * @param dropout what drops a part of what layers read, in training alone
 */
public record Told(Optional<Value> labels, Optional<Value> vector, Optional<Value> local, Optional<Dropout> dropout) {
    /** Nothing. */
    public static final Told NOTHING = new Told(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Adds the inputs that take what is told to a graph.
     *
     * @param steps of each sequence
     * @param batch how many sequences are computed together
     */
    public static Told inputs(GraphBuilder builder, Conditions conditions, int steps, int batch) {
        Map<String, Value> values = new HashMap<>();
        conditions.inputs(steps, batch).forEach((name, type) -> values.put(name, builder.input(name, type)));
        return new Told(
                Optional.ofNullable(values.get(Conditions.LABELS)),
                Optional.ofNullable(values.get(Conditions.VECTOR)),
                Optional.ofNullable(values.get(Conditions.LOCAL)),
                Optional.empty());
    }

    /** Returns the same, told to layers that are to drop a part of what they read. */
    public Told dropping(Dropout some) {
        return new Told(labels, vector, local, Optional.of(some));
    }

    /** Returns what holds all along a sequence alone. */
    Told throughout() {
        return new Told(labels, vector, Optional.empty(), dropout);
    }

    /**
     * Returns what is told along the sequence.
     *
     * @param owner asks for it
     * @throws IllegalArgumentException if nothing is
     */
    Value along(String owner) {
        return local.orElseThrow(
                () -> new IllegalArgumentException(owner + ": asks for what is told along, but is told " + this));
    }

    /** Requires what is asked for, no less and no more; {@code owner} asks for it. */
    void require(String owner, Conditions conditions) {
        if (labels.isPresent() == conditions.labels().isEmpty()
                || vector.isPresent() != (conditions.vector() > 0)
                || local.isPresent() != conditions.local().isPresent()) {
            throw new IllegalArgumentException(owner + ": asks for " + conditions + ", but is told " + this);
        }
    }
}
