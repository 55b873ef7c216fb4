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
 */
public record Told(Optional<Value> labels) {
    /** Nothing. */
    public static final Told NOTHING = new Told(Optional.empty());

    /**
     * Adds the inputs that take what is told to a graph.
     *
     * @param batch how many sequences are computed together
     */
    public static Told inputs(GraphBuilder builder, Conditions conditions, int batch) {
        Map<String, Value> values = new HashMap<>();
        conditions.inputs(batch).forEach((name, type) -> values.put(name, builder.input(name, type)));
        return new Told(Optional.ofNullable(values.get(Conditions.LABELS)));
    }
}
