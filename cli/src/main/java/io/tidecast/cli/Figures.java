package io.tidecast.cli;

import io.tidecast.models.layer.TimeMap;
import java.util.Locale;

/** Writes numbers and durations for people, the same in every locale. */
final class Figures {
    private Figures() {}

    /** Writes a number with so many decimals and its thousands apart, such as {@code 26,914.2}. */
    static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : unusual(value);
    }

    /** Writes a number with so many digits that count, such as {@code 0.01740}, {@code 26,910} or {@code 1.3e-9}. */
    static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return unusual(value);
        }
        if (value == 0) {
            return "0";
        }
        String rounded = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        int mark = rounded.indexOf('e');
        int exponent = Integer.parseInt(rounded.substring(mark + 1));
        if (exponent < -5 || exponent > 14) {
            return rounded.substring(0, mark) + "e" + exponent;
        }
        return String.format(
                Locale.ROOT, "%,." + Math.max(0, digits - 1 - exponent) + "f", Double.parseDouble(rounded));
    }

    /** Writes a whole number with its thousands apart, such as {@code 5,350}. */
    static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Writes a number of things, such as {@code 1 epoch} or {@code 20 epochs}. */
    static String counted(long count, String thing) {
        return whole(count) + " " + thing + (count == 1 ? "" : "s");
    }

    /** Writes how many steps a network sees, each of them called {@code step}. */
    static String reach(TimeMap map, String step) {
        return map.reach() == TimeMap.UNBOUNDED ? "all that came before" : counted(map.reach(), step);
    }

    /** Writes a duration by its two largest units, such as {@code 0.42 s}, {@code 8.1 s}, {@code 2 min 05 s}. */
    static String duration(double seconds) {
        if (!(seconds >= 0) || seconds > 1e12) {
            return unusual(seconds);
        }
        if (seconds < 0.995) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 24 * 60) {
            return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
        }
        long hours = Math.round(seconds / 3600);
        return String.format(Locale.ROOT, "%d d %02d h", hours / 24, hours % 24);
    }

    private static String unusual(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }
}
