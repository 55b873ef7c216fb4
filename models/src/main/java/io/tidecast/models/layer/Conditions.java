package io.tidecast.models.layer;

import io.tidecast.core.type.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What is told of a sequence beside the sequence itself, to layers that ask for it: which of it there is, and what the
 * inputs of a graph are that take it. {@link Told} has the values.
 *
 * @param labels how many values each label has that holds all along a sequence, such as who speaks; none for no labels
 * @param vector how many numbers hold all along a sequence; 0 for none
 * @param local what is told along the sequence, if anything is
 */
public record Conditions(List<Integer> labels, int vector, Optional<Local> local) {
    /** Of a network that is told nothing but its sequences. */
    public static final Conditions NONE = new Conditions(List.of(), 0, Optional.empty());

    /** The input that takes the codes of labels, I32 {@code [labels, batch]}. */
    public static final String LABELS = "labels";

    /** The input that takes the numbers that hold all along, F32 {@code [numbers, batch]}. */
    public static final String VECTOR = "vector";

    /** The input that takes what is told along the sequence, F32 {@code [channels, ⌈steps / every⌉, batch]}. */
    public static final String LOCAL = "local";

    /**
     * A slower sequence that is told along the sequence. Its steps are counted with those of the sequence: the first one is
     * told along the first {@code every} of them.
     *
     * @param channels how many numbers each of its steps has
     * @param every how many steps of the sequence there are to one of it
     * @param upsampling how it is brought to the sequence's steps
     */
    public record Local(int channels, int every, Upsampling upsampling) {}

    /** Copies the list. */
    public Conditions {
        labels = List.copyOf(labels);
    }

    /** Returns conditions of labels alone. */
    public static Conditions ofLabels(List<Integer> labels) {
        return new Conditions(labels, 0, Optional.empty());
    }

    /** Returns these and a vector of some numbers. */
    public Conditions withVector(int numbers) {
        return new Conditions(labels, numbers, local);
    }

    /** Returns these and what is told along the sequence. */
    public Conditions withLocal(Local along) {
        return new Conditions(labels, vector, Optional.of(along));
    }

    /** Returns what holds all along a sequence alone. */
    public Conditions throughout() {
        return new Conditions(labels, vector, Optional.empty());
    }

    /** Returns what one or the other asks for; what both ask for is the same. */
    public Conditions and(Conditions others) {
        return new Conditions(
                labels.isEmpty() ? others.labels : labels,
                Math.max(vector, others.vector),
                local.isPresent() ? local : others.local);
    }

    /** Returns whether nothing is told. */
    public boolean areNone() {
        return equals(NONE);
    }

    /** Returns whether something is told, and all of it holds all along a sequence. */
    public boolean holdThroughout() {
        return !areNone() && local.isEmpty();
    }

    /**
     * Returns the inputs that take what is told, by their names.
     *
     * @param steps of each sequence
     * @param batch how many sequences are computed together
     */
    public SequencedMap<String, TensorType> inputs(int steps, int batch) {
        SequencedMap<String, TensorType> inputs = new LinkedHashMap<>();
        if (!labels.isEmpty()) {
            inputs.put(LABELS, TensorType.i32(labels.size(), batch));
        }
        if (vector > 0) {
            inputs.put(VECTOR, TensorType.f32(vector, batch));
        }
        local.ifPresent(along ->
                inputs.put(LOCAL, TensorType.f32(along.channels(), Math.ceilDiv(steps, along.every()), batch)));
        return inputs;
    }

    /** Returns what is told, in words; empty where nothing is. */
    String words() {
        StringBuilder words = new StringBuilder();
        if (!labels.isEmpty()) {
            words.append(labels.size()).append(labels.size() == 1 ? " label" : " labels");
        }
        if (vector > 0) {
            words.append(words.isEmpty() ? "" : ", ").append("a vector of ").append(vector);
        }
        local.ifPresent(along -> words.append(words.isEmpty() ? "" : ", ")
                .append(along.channels())
                .append(along.channels() == 1 ? " number" : " numbers")
                .append(" every ")
                .append(along.every())
                .append(" steps"));
        return words.toString();
    }
}
