package io.tidecast.models.file;

/** Makes text of unknown origin fit to stand in a one-line message: short, and free of control characters. */
public final class Excerpt {
    private static final int LONGEST = 80;

    private Excerpt() {}

    /**
     * Shortens a text to 80 characters and puts a question mark for each that cannot be seen.
     *
     * @param text of any length
     * @return one short line
     */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> shown.appendCodePoint(isPlain(point) ? point : '?'));
        if (text.codePointCount(0, text.length()) > LONGEST) {
            shown.append('…');
        }
        return shown.toString();
    }

    static String quoted(String text) {
        return '"' + of(text) + '"';
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
