package io.tidecast.models.head;

import io.tidecast.core.error.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

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
        return named(where, () -> head(text));
    }

    /**
     * Returns levels of quantiles.
     *
     * @param where what the text was given by, for messages
     * @throws InputException if they are no numbers that rise from above 0 to below 1
     */
    public static List<Double> levels(String where, String text) {
        return named(where, () -> quantiles(text).levels());
    }

    private static <T> T named(String where, Supplier<T> read) {
        try {
            return read.get();
        } catch (InputException e) {
            throw new InputException(where + ": " + e.getMessage(), e);
        }
    }

    private static Head head(String text) {
        int equals = text.indexOf('=');
        String after = text.substring(equals + 1);
        return switch (equals < 0 ? text : text.substring(0, equals + 1)) {
            case "regression" -> new Regression();
            case "gaussian" -> new Gaussian();
            case "student-t" -> new StudentT();
            case "mixture" -> new LogisticMixture();
            case "mixture=" -> mixture(after);
            case "quantiles" -> new Quantiles(USUAL_LEVELS);
            case "quantiles=" -> quantiles(after);
            default ->
                throw new InputException("found '" + text + "', expected regression, gaussian, student-t, mixture (such"
                        + " as mixture=5) or quantiles (such as quantiles=0.1,0.5,0.9)");
        };
    }

    private static Quantiles quantiles(String text) {
        try {
            return new Quantiles(
                    Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList());
        } catch (NumberFormatException e) {
            throw new InputException("found '" + text + "', expected levels of quantiles such as 0.1,0.5,0.9", e);
        }
    }

    private static Head mixture(String components) {
        try {
            return new LogisticMixture(Integer.parseInt(components));
        } catch (NumberFormatException e) {
            throw new InputException(
                    "found '" + components + "' components of a mixture, expected a whole number such as 5", e);
        }
    }
}
