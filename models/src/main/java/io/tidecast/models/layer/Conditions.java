package io.tidecast.models.layer;

import io.tidecast.core.type.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What is told of a sequence beside the sequence itself, to layers that ask for it: which of it there is, and what the
 * inputs of a graph are that take it. {@link Told} has the values.
 *
 * @param labels how many values each label has that holds all along a sequence, such as who speaks; none for no labels
 */
public record Conditions(List<Integer> labels) {
    /** Of a network that is told nothing but its sequences. */
    public static final Conditions NONE = new Conditions(List.of());

    /** The input that takes the codes of labels, I32 {@code [labels, batch]}. */
    public static final String LABELS = "labels";

    /** Copies the list. */
    public Conditions {
        labels = List.copyOf(labels);
    }

    /** Returns conditions of labels alone. */
    public static Conditions ofLabels(List<Integer> labels) {
        return new Conditions(labels);
    }

    /** Returns whether nothing is told. */
    public boolean areNone() {
        return equals(NONE);
    }

    /**
     * Returns the inputs that take what is told, by their names.
     *
     * @param batch how many sequences are computed together
     */
    public SequencedMap<String, TensorType> inputs(int batch) {
        SequencedMap<String, TensorType> inputs = new LinkedHashMap<>();
        if (!labels.isEmpty()) {
            inputs.put(LABELS, TensorType.i32(labels.size(), batch));
        }
        return inputs;
    }
}
