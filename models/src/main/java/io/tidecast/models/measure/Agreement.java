package io.tidecast.models.measure;

import io.tidecast.core.backend.Precision;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.type.Tensor;
import java.util.Locale;

/**
 * Says whether two outcomes are the same but for rounding: the norm of each value's difference against the norm of what
 * was expected. Adam's first step is the gradient's sign wherever the gradient is not tiny, so that elements that are all
 * rounding may step the other way; steps are therefore held less tightly than gradients.
 */
final class Agreement {
    /** The largest relative difference of losses, gradients and forecasts in single precision. */
    static final double TOLERANCE = 1e-3;

    /** The largest relative difference of Adam's steps in single precision. */
    static final double STEP_TOLERANCE = 5e-2;

    /** Differences allowed where operands are rounded, in roundings of one operand: a gradient has passed many products. */
    private static final double ROUNDINGS = 40;

    /** The same for Adam's steps, of whose elements the smallest step the other way. */
    private static final double STEP_ROUNDINGS = 200;

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
            double tolerance = name.startsWith(Outcome.STEP_OF)
                    ? Math.max(STEP_TOLERANCE, STEP_ROUNDINGS * precision.roundoff())
                    : Math.max(TOLERANCE, ROUNDINGS * precision.roundoff());
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
