package io.tidecast.models.head;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import java.util.List;

/**
 * A mixture of logistic distributions, which may have several peaks (van den Oord et al., arXiv:1711.10433, here of
 * numbers that are not rounded): first the logits of the components' shares w, then their middles μ, then for each an x
 * from which its scale is s = ln(1 + eˣ) + 0.001. Its loss is −ln Σ w·e^(−|z|)/(s·(1 + e^(−|z|))²) for z = (y − μ)/s, by
 * logarithms of which the largest is taken out before they are added.
 *
 * @param components how many there are, 1 to {@value #MOST}
 */
public record LogisticMixture(int components) implements Head {
    /** The most components there may be. */
    public static final int MOST = 100;

    private static final int USUAL = 5;
    private static final int HALVINGS = 60;

    /**
     * Checks the range.
     *
     * @throws InputException if it is left
     */
    public LogisticMixture {
        if (components < 1 || components > MOST) {
            throw new InputException(
                    "components of a mixture: found " + components + ", expected a whole number from 1 to " + MOST);
        }
    }

    /** A mixture of as many components as suit most series. */
    public LogisticMixture() {
        this(USUAL);
    }

    @Override
    public String text() {
        return "mixture=" + components;
    }

    @Override
    public int parameters() {
        return 3 * components;
    }

    @Override
    public List<Double> levels() {
        return HeadText.USUAL_LEVELS;
    }

    @Override
    public Value losses(Value outputs, Value target) {
        Value logits = every(outputs, 0);
        Value scales = Smooth.scale(every(outputs, 2));
        Value came = Ops.broadcast(target, logits.shape(), 1, 2, 3);
        Value size = Ops.abs(Ops.divide(Ops.subtract(came, every(outputs, 1)), scales));
        Value near = Ops.log(Ops.add(Ops.exp(Ops.negate(size)), 1));
        Value logDensities = Ops.negate(Ops.add(Ops.add(size, Ops.log(scales)), Ops.multiply(near, 2)));
        return Ops.subtract(logSum(logits), logSum(Ops.add(logits, logDensities)));
    }

    @Override
    public Value differences(Value outputs, Value target) {
        Value logits = every(outputs, 0);
        Value most = Ops.broadcast(Ops.max(logits, 0), logits.shape(), 1, 2, 3);
        Value shares = Ops.exp(Ops.subtract(logits, most));
        Value mean = Ops.divide(Ops.sum(Ops.multiply(shares, every(outputs, 1)), 0), Ops.sum(shares, 0));
        return Ops.subtract(mean, target);
    }

    /** Adds the logits, middles or scales: from {@code [3 · k · n, steps, batch]} to {@code [k, n, steps, batch]}. */
    private Value every(Value outputs, int kind) {
        Value all = Smooth.parameter(outputs, 3, kind);
        return Layout.reshape(all, Shape.of(components, all.dim(0) / components, all.dim(1), all.dim(2)));
    }

    /** Adds ln Σ eˣ over the components. */
    private static Value logSum(Value x) {
        Value most = Ops.max(x, 0);
        Value spread = Ops.subtract(x, Ops.broadcast(most, x.shape(), 1, 2, 3));
        return Ops.add(most, Ops.log(Ops.sum(Ops.exp(spread), 0)));
    }

    @Override
    public double mean(double[] parameters) {
        double most = most(parameters);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < components; i++) {
            double weight = StrictMath.exp(parameters[i] - most);
            sum += weight * parameters[components + i];
            weights += weight;
        }
        return sum / weights;
    }

    /** Returns the quantile by halving the span of the components' own. */
    @Override
    public double quantile(double[] parameters, double level) {
        double odds = StrictMath.log(level) - StrictMath.log1p(-level);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < components; i++) {
            double own = parameters[components + i] + odds * Smooth.scale(parameters[2 * components + i]);
            low = Math.min(low, own);
            high = Math.max(high, own);
        }
        double most = most(parameters);
        for (int halving = 0; halving < HALVINGS && low < high; halving++) {
            double middle = low + (high - low) / 2;
            if (excess(parameters, most, middle, level) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Returns how much more than a share of the probability lies below a value, times all weights. */
    private double excess(double[] parameters, double most, double value, double level) {
        double sum = 0;
        for (int i = 0; i < components; i++) {
            double z = (value - parameters[components + i]) / Smooth.scale(parameters[2 * components + i]);
            double below = 1 / (1 + StrictMath.exp(-z));
            sum += StrictMath.exp(parameters[i] - most) * (below - level);
        }
        return sum;
    }

    private double most(double[] parameters) {
        double most = parameters[0];
        for (int i = 1; i < components; i++) {
            most = Math.max(most, parameters[i]);
        }
        return most;
    }
}
