package io.tidecast.models.head;

import io.tidecast.core.error.InputException;
import java.util.Arrays;
import java.util.List;

/** Heads as people and files write them, such as {@code quantiles=0.1,0.5,0.9}. */
public final class HeadText {
    /** The levels of the quantiles that are told where none are chosen: the central 80 % and the median. */
    public static final List<Double> USUAL_LEVELS = List.of(0.1, 0.5, 0.9);

    private HeadText() {}

    /**
     * Returns the head of a network that forecasts numbers.
     *
     * @param where what the text was given by, for messages
     * @throws InputException if there is no such head, or what it takes is out of range
     */
    public static Head read(String where, String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        return switch (name) {
            case "regression" -> plain(where, text, equals, new Regression());
            case "gaussian" -> plain(where, text, equals, new Gaussian());
            case "student-t" -> plain(where, text, equals, new StudentT());
            case "mixture" -> equals < 0 ? new LogisticMixture() : mixture(where, text, text.substring(equals + 1));
            case "quantiles" -> new Quantiles(equals < 0 ? USUAL_LEVELS : levels(where, text.substring(equals + 1)));
            default ->
                throw new InputException(where + ": found '" + text
                        + "', expected regression, gaussian, student-t, mixture (such as mixture=5) or quantiles (such as"
                        + " quantiles=0.1,0.5,0.9)");
        };
    }

    private static Head plain(String where, String text, int equals, Head head) {
        if (equals >= 0) {
            throw new InputException(where + ": found '" + text + "', expected " + head.text() + " alone");
        }
        return head;
    }

    private static Head mixture(String where, String text, String components) {
        try {
            return new LogisticMixture(Integer.parseInt(components));
        } catch (NumberFormatException e) {
            throw new InputException(
                    where + ": found '" + text + "', expected how many components there are, such as mixture=5", e);
        }
    }

    /**
     * Returns levels of quantiles.
     *
     * @param where what the text was given by, for messages
     * @throws InputException if they are no numbers that rise from above 0 to below 1
     */
    public static List<Double> levels(String where, String text) {
        try {
            return new Quantiles(Arrays.stream(text.split(",", -1))
                            .map(Double::valueOf)
                            .toList())
                    .levels();
        } catch (NumberFormatException e) {
            throw new InputException(
                    where + ": found '" + text + "', expected levels of quantiles such as 0.1,0.5,0.9", e);
        }
    }
}
