package io.tidecast.models.file;

import io.tidecast.core.error.InputException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file is and in which version of its format, as told by two texts in its metadata.
 *
 * @param format the name of the format, such as {@code tidecast-model}
 * @param version the version that is written, and the newest that is read; counted from 1
 */
public record FormatMarker(String format, int version) {
    private static final String FORMAT_KEY = "format";
    private static final String VERSION_KEY = "format_version";

    /** Puts the two texts into a file's metadata. */
    public void mark(Map<String, String> metadata) {
        metadata.put(FORMAT_KEY, format);
        metadata.put(VERSION_KEY, Integer.toString(version));
    }

    /**
     * Returns the version of a file that is of this format.
     *
     * @param source the file's name, for messages
     * @param metadata the file's metadata
     * @throws InputException when the file is of another format, or of a newer version than this program reads
     */
    public int require(String source, Map<String, String> metadata) {
        String foundFormat = metadata.get(FORMAT_KEY);
        if (!format.equals(foundFormat)) {
            throw new InputException(source + ": its format is "
                    + (foundFormat == null ? "not named" : Excerpt.quoted(foundFormat)) + "; expected \"" + format
                    + "\", as this program writes it");
        }
        int found = parse(source, metadata.get(VERSION_KEY));
        if (found > version) {
            throw new InputException(source + ": written in version " + found
                    + " of its format; this program reads up to " + version + "; use a newer Tidecast");
        }
        return found;
    }

    private static int parse(String source, @Nullable String text) {
        if (text == null || !text.matches("[1-9][0-9]{0,8}")) {
            throw new InputException(source + ": the version of its format is "
                    + (text == null ? "missing" : Excerpt.quoted(text)) + "; expected a whole number from 1");
        }
        return Integer.parseInt(text);
    }
}
