package io.tidecast.cli;

import java.math.BigDecimal;
import java.math.MathContext;

/** How cells of CSV are written. */
final class CsvText {
    private static final MathContext DIGITS = new MathContext(9);

    private CsvText() {}

    /** Returns a number to nine digits, as decimals without an exponent. */
    static String number(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** Returns a text, quoted where it must be. */
    static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
