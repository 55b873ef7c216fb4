package io.tidecast.models.verify;

import io.tidecast.core.backend.Precision;
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

    private static final Tolerances SMOOTH_TF32 = new Tolerances(1e-3, 5e-3, 5e-3, 2e-3, 2e-3);
    private static final Tolerances KINKED_TF32 = new Tolerances(1e-3, 0.2, 0.2, 2e-2, 2e-3);
    private static final Tolerances SMOOTH_BF16 = new Tolerances(8e-3, 4e-2, 4e-2, 1.6e-2, 1.6e-2);
    private static final Tolerances KINKED_BF16 = new Tolerances(8e-3, 0.5, 0.5, 0.1, 1.6e-2);

    /** Checks the ranges. */
    public Tolerances {
        for (double tolerance : new double[] {loss, gradient, state, weights, op}) {
            if (!(tolerance > 0)) {
                throw new IllegalArgumentException("a tolerance should be above 0, found " + tolerance);
            }
        }
    }

    /**
     * Returns what a precision keeps to. Where a derivative jumps, as ReLU's does at 0, a value that is rounded to the other
     * side changes its gradient altogether, and far more has to be allowed; in TF32 and BF16 so many are that only the ops,
     * which have the reference's operands, are judged narrowly.
     */
    public static Tolerances usual(Network network, Loss loss, Precision precision) {
        boolean smooth = network.isSmooth() && loss.isSmooth();
        return switch (precision) {
            case F32 -> smooth ? SMOOTH : KINKED;
            case TF32 -> smooth ? SMOOTH_TF32 : KINKED_TF32;
            case BF16 -> smooth ? SMOOTH_BF16 : KINKED_BF16;
        };
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
