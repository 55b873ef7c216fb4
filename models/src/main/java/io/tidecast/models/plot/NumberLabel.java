package io.tidecast.models.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes the numbers of an axis: no more digits than the step between them needs. */
final class NumberLabel {
    private NumberLabel() {}

    /**
     * Writes a number.
     *
     * @param value the number
     * @param step the distance to the next label, positive
     * @param largest the largest magnitude on the axis, which decides the unit for all labels
     */
    static String of(double value, double step, double largest) {
        if (largest >= 1e15 || largest < 0.99e-4) {
            return scientific(value, step);
        }
        if (largest >= 1e13) {
            return scaled(value, step, 1e12, "T");
        }
        if (largest >= 1e10) {
            return scaled(value, step, 1e9, "B");
        }
        if (largest >= 1e7) {
            return scaled(value, step, 1e6, "M");
        }
        return plain(value, step);
    }

    /** Writes a finite number with so many digits that count. */
    static String significant(double value, int digits) {
        return value == 0 ? "0" : of(value, Math.pow(10, exponent(value) - digits + 1.0), Math.abs(value));
    }

    private static String scaled(double value, double step, double unit, String suffix) {
        return value == 0 ? "0" : plain(value / unit, step / unit) + suffix;
    }

    private static String plain(double value, double step) {
        int decimals = Math.max(0, -exponent(step));
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return isZero(text) ? text.replace("-", "") : text;
    }

    private static String scientific(double value, double step) {
        if (value == 0) {
            return "0";
        }
        int exponent = exponent(value);
        BigDecimal mantissa = BigDecimal.valueOf(value)
                .scaleByPowerOfTen(-exponent)
                .setScale(Math.clamp(exponent - exponent(step), 0, 15), RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return mantissa.toPlainString() + "e" + exponent;
    }

    private static boolean isZero(String text) {
        return text.chars().noneMatch(c -> c >= '1' && c <= '9');
    }

    /** Returns the largest e with 10^e ≤ |value|, robust where the logarithm falls just short. */
    static int exponent(double value) {
        return (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    }
}
