package io.tidecast.models.measure;

import io.tidecast.core.backend.Precision;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.type.Tensor;
import java.util.Locale;

/**
 * Says whether two outcomes are the same but for rounding: the norm of each value's difference against the norm of what
 * was expected. With u the roundoff of the products' operands ({@link Precision#roundoff}), what is allowed is:
 *
 * <ul>
 *   <li>of losses and forecasts 40 u, and 1e-3 at least;
 *   <li>of gradients √(10 u), and 5e-3 at least: where a value lies so near to a kink, such as ReLU's, that rounding takes
 *       it to the other side, its gradient is another altogether. Through thirty gated layers, the deepest that are
 *       measured, the farthest gradient is 5e-4 to 1.1e-3 off in single precision, depending on whose, and 0.03 in TF32;
 *   <li>of Adam's first steps, each the sign of its gradient, 2 √(g / π + 3 / n) where g is what the gradients are allowed:
 *       of n elements that are off by g of the usual one about n g / π have the other sign, and are two steps apart; of few
 *       elements it may be three more by chance.
 * </ul>
 */
final class Agreement {
    private static final double LEAST = 1e-3;
    private static final double LEAST_OF_GRADIENTS = 5e-3;
    private static final double ROUNDINGS = 40;
    private static final double ROUNDINGS_OF_GRADIENTS = 10;
    private static final double OTHERS_BY_CHANCE = 3;
    private static final double NOTHING = 1e-12;

    private Agreement() {}

    /**
     * Checks an outcome.
     *
     * @param what whose outcome of what, for the message
     * @param precision how exactly products were meant to be computed
     * @throws FailureException if a value is missing, has another shape, or differs by more than the tolerance
     */
    static void check(String what, Precision precision, Outcome expected, Outcome found) {
        expected.values().forEach((name, wanted) -> {
            Tensor value = found.values().get(name);
            if (value == null) {
                throw new FailureException(what + ": " + name + " did not come out");
            }
            if (!value.shape().equals(wanted.shape())) {
                throw new FailureException(
                        what + ": " + name + " has shape " + value.shape() + ", the reference's has " + wanted.shape());
            }
            double tolerance = tolerance(name, wanted.type().size(), precision.roundoff());
            double difference = relativeDifference(wanted, value);
            if (!(difference <= tolerance)) {
                throw new FailureException(String.format(
                        Locale.ROOT,
                        "%s: %s differs from the reference by %.2g of its norm, more than %.2g; nothing was timed",
                        what,
                        name,
                        difference,
                        tolerance));
            }
        });
    }

    private static double tolerance(String name, long elements, double roundoff) {
        double gradient = Math.max(LEAST_OF_GRADIENTS, Math.sqrt(ROUNDINGS_OF_GRADIENTS * roundoff));
        if (name.startsWith(Outcome.STEP_OF)) {
            return 2 * Math.sqrt(gradient / Math.PI + OTHERS_BY_CHANCE / elements);
        }
        return name.startsWith(Outcome.GRADIENT_OF) ? gradient : Math.max(LEAST, ROUNDINGS * roundoff);
    }

    private static double relativeDifference(Tensor expected, Tensor found) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.type().size(); i++) {
            double wanted = expected.get(i);
            double apart = found.get(i) - wanted;
            difference += apart * apart;
            norm += wanted * wanted;
        }
        return Math.sqrt(difference) / Math.max(Math.sqrt(norm), NOTHING);
    }
}
