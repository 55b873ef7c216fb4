package io.tidecast.models.data.table;

/** What the text of one cell may be: missing, a decimal number, or something else. */
public final class Cells {
    private Cells() {}

    /**
     * Tells whether a cell is missing: blank, or {@code NA}, {@code N/A}, {@code NaN} or {@code null} in any case.
     *
     * @param cell the cell's text, without blanks around it
     * @return whether it holds no value
     */
    public static boolean isMissing(String cell) {
        return switch (cell.length()) {
            case 0 -> true;
            case 2 -> cell.equalsIgnoreCase("na");
            case 3 -> cell.equalsIgnoreCase("nan") || cell.equalsIgnoreCase("n/a");
            case 4 -> cell.equalsIgnoreCase("null");
            default -> false;
        };
    }

    /**
     * Tells whether a cell is a plain decimal number, with or without an exponent: {@code 3}, {@code -0.5},
     * {@code .5}, {@code 1e-3}. Thousands separators, hexadecimal digits and type suffixes are not accepted.
     *
     * @param cell the cell's text, without blanks around it
     * @return whether {@link Double#parseDouble} may read it
     */
    public static boolean isNumber(String cell) {
        int length = cell.length();
        int at = length > 0 && isSign(cell.charAt(0)) ? 1 : 0;
        int whole = digits(cell, at);
        at += whole;
        int fraction = 0;
        if (at < length && cell.charAt(at) == '.') {
            fraction = digits(cell, at + 1);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (at < length && (cell.charAt(at) == 'e' || cell.charAt(at) == 'E')) {
            at++;
            if (at < length && isSign(cell.charAt(at))) {
                at++;
            }
            int exponent = digits(cell, at);
            if (exponent == 0) {
                return false;
            }
            at += exponent;
        }
        return at == length;
    }

    /**
     * Tells whether a cell spells an infinity, such as {@code inf} or {@code -Infinity}.
     *
     * @param cell the cell's text, without blanks around it
     * @return whether it does
     */
    public static boolean isInfinity(String cell) {
        String unsigned = !cell.isEmpty() && isSign(cell.charAt(0)) ? cell.substring(1) : cell;
        return unsigned.equalsIgnoreCase("inf") || unsigned.equalsIgnoreCase("infinity");
    }

    /**
     * Tells whether a cell looks like a value (a number, a date, a time) and not like the name of a column.
     *
     * @param cell the cell's text, without blanks around it
     * @return whether it starts with a digit, sign or point and holds only what numbers and times are written with
     */
    public static boolean looksLikeValue(String cell) {
        if (isNumber(cell)) {
            return true;
        }
        if (cell.isEmpty() || !isDigit(cell.charAt(0))) {
            return false;
        }
        for (int i = 0; i < cell.length(); i++) {
            char letter = cell.charAt(i);
            if (!isDigit(letter) && "-/.:+TZ ".indexOf(letter) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int digits(String cell, int from) {
        int at = from;
        while (at < cell.length() && isDigit(cell.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isSign(char letter) {
        return letter == '-' || letter == '+';
    }
}
