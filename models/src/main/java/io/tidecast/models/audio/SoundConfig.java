package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.train.ToldRoom;
import java.util.List;
import java.util.Optional;

/**
 * What a network of sound needs to know of its data.
 *
 * @param rate samples a second
 * @param code what samples are told by
 * @param trimDecibels below which loudness, against the loudest sample of a file, its beginning and end are left out; 0
 *     where nothing is
 * @param labelPattern of file names; empty where there are no labels
 * @param labels what networks are told, in order
 * @param vectors the numbers that are told in place of labels, if there are some
 * @param local what is told along each recording, if anything is
 * @param split which files train, validate and test
 */
public record SoundConfig(
        int rate,
        SampleCode code,
        double trimDecibels,
        String labelPattern,
        List<Label> labels,
        Optional<Vectors> vectors,
        Optional<LocalColumns> local,
        SoundSplit split) {
    /**
     * A label of recordings.
     *
     * @param name such as {@code speaker}
     * @param values what it may be, sorted
     */
    public record Label(String name, List<String> values) {
        /** Copies the list. */
        public Label {
            values = List.copyOf(values);
        }

        /**
         * Returns the code of a value.
         *
         * @param where it was found, for messages
         * @throws InputException if it is none of this label's
         */
        public int code(String where, String value) {
            int code = values.indexOf(value);
            if (code < 0) {
                throw new InputException(where + ": " + name + " '" + value + "' is unknown to the model"
                        + NearestName.hint(value, values) + "; it knows " + String.join(", ", values));
            }
            return code;
        }
    }

    /** Copies the list. */
    public SoundConfig {
        labels = List.copyOf(labels);
    }

    /** Returns what networks are told of a recording. */
    public Conditions conditions() {
        Conditions told = Conditions.ofLabels(labels.stream()
                .filter(this::isToldAsOne)
                .map(label -> label.values().size())
                .toList());
        if (vectors.isPresent()) {
            told = told.withVector(vectors.get().columns().size());
        }
        return local.isPresent() ? told.withLocal(local.get().conditions()) : told;
    }

    /** Returns whether networks are told a label itself, not numbers in its place. */
    public boolean isToldAsOne(Label label) {
        return vectors.stream().noneMatch(some -> some.labels().contains(label.name()));
    }

    /** Returns what a network is told of a recording with labels of some codes. */
    public VoiceTold told(List<Integer> codes) {
        if (vectors.isEmpty()) {
            return new VoiceTold(codes, List.of());
        }
        List<Float> vector = vectors.get().standard(value -> {
            Label label = label(value).orElseThrow();
            return label.values().get(codes.get(labels.indexOf(label)));
        });
        return new VoiceTold(codes, vector);
    }

    /** Returns the label of a name, if there is one. */
    public Optional<Label> label(String name) {
        return labels.stream().filter(label -> label.name().equals(name)).findFirst();
    }

    /**
     * Tells a network what holds all along a sequence.
     *
     * @param column which of the sequences it is
     * @param columns how many there are
     */
    void tell(VoiceTold voice, ToldRoom room, int column, int columns) {
        int next = 0;
        for (int label = 0; label < labels.size(); label++) {
            if (isToldAsOne(labels.get(label))) {
                room.labels()[next * columns + column] = voice.labels().get(label);
                next++;
            }
        }
        for (int i = 0; i < voice.vector().size(); i++) {
            room.vector()[i * columns + column] = voice.vector().get(i);
        }
    }
}
