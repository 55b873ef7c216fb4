package io.tidecast.models.verify;

import io.tidecast.core.compare.Replay;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Loss;

/**
 * How far a step on a backend may be from the reference's: the largest relative differences ‖a − b‖ / ‖b‖ by tensor, each
 * above 0.
 *
 * @param loss of the loss
 * @param gradient of the gradient by a parameter
 * @param state of what the optimiser keeps for a parameter
 * @param weights of an updated parameter
 * @param op of what an op gives when it has the reference's operands
 */
public record Tolerances(double loss, double gradient, double state, double weights, double op) {
    private static final Tolerances SMOOTH = new Tolerances(1e-5, 1e-4, 1e-4, 1e-5, Replay.USUAL_TOLERANCE);
    private static final Tolerances KINKED = new Tolerances(1e-5, 1e-2, 1e-2, 2e-4, Replay.USUAL_TOLERANCE);

    /** Checks the ranges. */
    public Tolerances {
        for (double tolerance : new double[] {loss, gradient, state, weights, op}) {
            if (!(tolerance > 0)) {
                throw new IllegalArgumentException("a tolerance should be above 0, found " + tolerance);
            }
        }
    }

    /**
     * Returns what single precision keeps to. Where a derivative jumps, as ReLU's does at 0, a value that is rounded to the
     * other side changes its gradient altogether, and far more has to be allowed.
     */
    public static Tolerances usual(Network network, Loss loss) {
        return network.isSmooth() && loss.isSmooth() ? SMOOTH : KINKED;
    }

    /** Returns the tolerance of a quantity. */
    public double of(Quantity quantity) {
        return switch (quantity) {
            case LOSS -> loss;
            case GRADIENT -> gradient;
            case STATE -> state;
            case WEIGHTS -> weights;
        };
    }
}
