package io.tidecast.models.verify;

import io.tidecast.core.backend.Precision;
import io.tidecast.core.compare.Replay;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Loss;

/**
 * How far a step on a backend may be from the reference's: the largest relative differences ‖a − b‖ / ‖b‖ by tensor, each
 * above 0.
 *
 * <p>In TF32 and BF16 they follow from the roundoff u ({@link Precision#roundoff}: 2⁻¹¹ and 2⁻⁸) by which each operand of a
 * product is off at most:
 *
 * <ul>
 *   <li>An op: 4 u, since both operands are rounded, and a gated layer has two products in a row.
 *   <li>The loss: 4 u. It is twice as far off as what is left between forecast and target, which as training goes on is
 *       ever less beside the forecast's roundings; but these are of either sign, and the loss a mean over many.
 *   <li>What the optimiser keeps, averages of gradients over steps: 18 u. Between the loss and the first weights lie up to
 *       nine products, there and back. Where derivatives jump √(80 u): a value that is a share p of the usual one off lies on
 *       the other side of 0 in about p of all cases; there the gradient is another altogether, which is √p of its norm in
 *       each layer, and √(8 p) after eight. By p = 10 u a value is off after some layers.
 *   <li>Gradients: four times that. In the sum over windows and steps that a gradient is, terms of both signs cancel where a
 *       training has begun to settle, while the roundings of a weight are the same in all of them; a quarter may be left.
 *       With jumps and in BF16 that is more than all of it: there a single step's gradient is not judged in effect.
 *   <li>Weights: 0.1, whatever the precision. Adam's first steps go by the gradients' signs, and where one is rounded away
 *       a weight steps the other way, twice the rate apart: in a bias that has just left 0 a single one is 0.03 of what
 *       so small a tensor is measured by, a hundredth of all weights, in a network of a thousand.
 * </ul>
 *
 * <p>Those are bounds, not what is usual. In 200 steps of networks of eight filters an op was at most 1.2 u off, the loss
 * 0.7 u, what Adam keeps 4.7 u and a gradient 26 u; where derivatives jump, what Adam keeps 0.04 in TF32 and 0.19 in BF16, a
 * gradient 0.11 and 1.7; a weight tensor 0.03.
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

    private static final Tolerances KINKED_TWICE = new Tolerances(1e-5, 5e-2, 5e-2, 1e-3, Replay.USUAL_TOLERANCE);

    /** Of weights where operands are rounded: see above. */
    private static final double SIGNS_LOST = 0.1;

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
     * side changes its gradient altogether, and far more has to be allowed. More still where the loss's jumps too: slopes of
     * ±1 do not become smaller as the fit becomes better, they cancel out, of which a single value is a larger part. In
     * TF32 and BF16 so many are rounded that only the ops, which have the reference's operands, are judged narrowly.
     */
    public static Tolerances usual(Network network, Loss loss, Precision precision) {
        boolean smooth = network.isSmooth() && loss.isSmooth();
        boolean neither = !network.isSmooth() && !loss.isSmooth();
        return switch (precision) {
            case F32 -> smooth ? SMOOTH : neither ? KINKED_TWICE : KINKED;
            case TF32, BF16 -> rounded(smooth, precision.roundoff());
        };
    }

    private static Tolerances rounded(boolean smooth, double roundoff) {
        double average = smooth ? 18 * roundoff : Math.sqrt(80 * roundoff);
        return new Tolerances(4 * roundoff, 4 * average, average, SIGNS_LOST, 4 * roundoff);
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
