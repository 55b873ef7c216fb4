package io.tidecast.core.compare;

import io.tidecast.core.type.Tensor;

/**
 * How far a value is from what was expected, in Euclidean norms over all elements. Elements that are the same, NaN and
 * the infinities included, are not apart.
 *
 * @param apart the norm of the difference, at least 0; infinite where an element is not finite on one side alone
 * @param norm the norm of the finite elements that were expected, at least 0
 */
public record Distance(double apart, double norm) {
    /** Nothing apart from nothing. */
    public static final Distance NONE = new Distance(0, 0);

    /** Below this norm numbers of single precision begin to lose their digits. */
    private static final double TINY = 1e-30;

    /**
     * Returns how far a value is from what was expected.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public static Distance of(Tensor found, Tensor expected) {
        if (!found.shape().equals(expected.shape())) {
            throw new IllegalArgumentException(
                    "a value of shape " + found.shape() + " cannot be held against one of " + expected.shape());
        }
        double apart = 0;
        double norm = 0;
        for (long i = 0; i < expected.type().size(); i++) {
            double wanted = expected.get(i);
            double difference = found.get(i) - wanted;
            if (Double.isFinite(difference)) {
                apart += difference * difference;
            } else if (Double.compare(found.get(i), wanted) != 0) {
                apart = Double.POSITIVE_INFINITY;
            }
            if (Double.isFinite(wanted)) {
                norm += wanted * wanted;
            }
        }
        return new Distance(Math.sqrt(apart), Math.sqrt(norm));
    }

    /** Returns how far two values together are from what was expected of both. */
    public Distance and(Distance other) {
        return new Distance(Math.hypot(apart, other.apart), Math.hypot(norm, other.norm));
    }

    /** Returns the difference's norm over the expected norm, ‖a − b‖ / ‖b‖; 0 where nothing is apart. */
    public double relative() {
        return relative(TINY);
    }

    /**
     * Returns the difference's norm over the expected norm; 0 where nothing is apart.
     *
     * @param floor stands for the expected norm where that is smaller
     */
    public double relative(double floor) {
        return apart == 0 ? 0 : apart / Math.max(norm, Math.max(floor, TINY));
    }
}
