package io.tidecast.models.data.table;

import java.util.Optional;

/**
 * What a person says about a file's dialect; what is empty is detected.
 *
 * @param delimiter the character between cells
 * @param header whether the first row holds the columns' names
 */
public record TableOptions(Optional<Character> delimiter, Optional<Boolean> header) {
    /**
     * Leaves everything to detection.
     *
     * @return options with nothing said
     */
    public static TableOptions detect() {
        return new TableOptions(Optional.empty(), Optional.empty());
    }
}
