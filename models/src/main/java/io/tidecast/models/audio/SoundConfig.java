package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.layer.Conditions;
import java.util.List;

/**
 * What a network of sound needs to know of its data.
 *
 * @param rate samples a second
 * @param code what samples are told by
 * @param trimDecibels below which loudness, against the loudest sample of a file, its beginning and end are left out; 0
 *     where nothing is
 * @param labelPattern of file names; empty where there are no labels
 * @param labels what networks are told, in order
 * @param split which files train, validate and test
 */
public record SoundConfig(
        int rate, SampleCode code, double trimDecibels, String labelPattern, List<Label> labels, SoundSplit split) {
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
        return Conditions.ofLabels(
                labels.stream().map(label -> label.values().size()).toList());
    }
}
