package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0173951 | 4 | 0.01740", "26914.23  | 4 | 26,910", "1.25e-9   | 3 | 1.25e-9",
                "-0.5      | 2 | -0.50", "0         | 4 | 0", "99999     | 3 | 100,000",
                "0.0999999 | 3 | 0.100", "1e20      | 3 | 1.00e20", "NaN       | 3 | NaN",
                "Infinity  | 3 | ∞", "-Infinity | 3 | -∞", "0.00001   | 1 | 0.00001",
                "1.7e308   | 2 | 1.7e308", "4.9e-324  | 2 | 4.9e-324",
            })
    void keepsTheDigitsThatCount(double value, int digits, String text) {
        assertEquals(text, Figures.significant(value, digits));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0       | 0.00 s", "0.4249  | 0.42 s", "0.996   | 1.0 s", "8.06    | 8.1 s",
                "59.96   | 1 min 00 s", "125.4   | 2 min 05 s", "3599.6  | 1 h 00 min", "7384    | 2 h 03 min",
                "86399   | 1 d 00 h", "200000  | 2 d 08 h", "NaN     | NaN",
            })
    void writesDurationsByTheirTwoLargestUnits(double seconds, String text) {
        assertEquals(text, Figures.duration(seconds));
    }

    @Test
    void writesTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertEquals("26,914.2", Figures.fixed(26914.23, 1));
            assertEquals("0.01740", Figures.significant(0.0173951, 4));
            assertEquals("5,350", Figures.whole(5350));
            assertEquals("2 min 05 s", Figures.duration(125));
        } finally {
            Locale.setDefault(before);
        }
    }
}
