package io.tidecast.models.file;

/** What JSON's grammar allows, told without a regular expression: every number of a model file is asked. */
final class JsonGrammar {
    private JsonGrammar() {}

    /** Tells whether a text is {@code -?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?}. */
    static boolean isNumber(String text) {
        int whole = text.startsWith("-") ? 1 : 0;
        int at = afterDigits(text, whole);
        if (at == whole || (at > whole + 1 && text.charAt(whole) == '0')) {
            return false;
        }
        if (isAt(text, at, '.')) {
            int fraction = at + 1;
            at = afterDigits(text, fraction);
            if (at == fraction) {
                return false;
            }
        }
        if (isAt(text, at, 'e') || isAt(text, at, 'E')) {
            int exponent = isAt(text, at + 1, '-') || isAt(text, at + 1, '+') ? at + 2 : at + 1;
            at = afterDigits(text, exponent);
            if (at == exponent) {
                return false;
            }
        }
        return at == text.length();
    }

    private static int afterDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isAt(String text, int at, char expected) {
        return at < text.length() && text.charAt(at) == expected;
    }
}
