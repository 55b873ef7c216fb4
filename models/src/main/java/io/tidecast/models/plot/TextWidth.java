package io.tidecast.models.plot;

/** Estimates how wide a text is drawn, from the widths of Helvetica's letters; a little generous. */
final class TextWidth {
    private static final String NARROW = "ijl.,:;'|! ItfrI()[]/\\-";
    private static final String WIDE = "mwMW%@—…";
    private static final double GENEROSITY = 1.06;

    private TextWidth() {}

    /** Returns the estimated width in pixels at a font size in pixels. */
    static double of(String text, double fontSize) {
        return text.codePoints().mapToDouble(TextWidth::inEms).sum() * fontSize * GENEROSITY;
    }

    /** Returns the text, shortened by an ellipsis where it would be wider than the room. */
    static String fit(String text, double fontSize, double room) {
        if (of(text, fontSize) <= room) {
            return text;
        }
        int length = text.length();
        while (length > 0 && of(text.substring(0, length) + '…', fontSize) > room) {
            length = text.offsetByCodePoints(length, -1);
        }
        return text.substring(0, length).stripTrailing() + '…';
    }

    private static double inEms(int point) {
        if (point >= 0x1100) {
            return 1;
        }
        if (NARROW.indexOf(point) >= 0) {
            return 0.32;
        }
        if (WIDE.indexOf(point) >= 0) {
            return 0.88;
        }
        return Character.isUpperCase(point) ? 0.69 : 0.556;
    }
}
