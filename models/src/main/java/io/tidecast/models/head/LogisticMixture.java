package io.tidecast.models.head;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import java.util.List;

/**
 * A mixture of logistic distributions, which may have several peaks (van den Oord et al., arXiv:1711.10433, here of
 * numbers that are not rounded; {@link RoundedMixture} is of those that are): first the logits of the components' shares w, then their middles μ, then for each an x
 * from which its scale is s = ln(1 + eˣ) + 0.001. Its loss is −ln Σ w·e^(−|z|)/(s·(1 + e^(−|z|))²) for z = (y − μ)/s, by
 * logarithms of which the largest is taken out before they are added.
 *
 * @param components how many there are, 1 to {@value #MOST}
 */
public record LogisticMixture(int components) implements Head {
    /** The most components there may be. */
    public static final int MOST = 100;

    private static final int USUAL = 5;

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
        return Components.KINDS * components;
    }

    @Override
    public List<Double> levels() {
        return HeadText.USUAL_LEVELS;
    }

    @Override
    public Value losses(Value outputs, Value target) {
        Value scales = Smooth.scale(parts().every(outputs, Components.SCALES));
        Value away = Ops.subtract(Components.over(target, scales), parts().every(outputs, Components.MIDDLES));
        Value size = Ops.abs(Ops.divide(away, scales));
        Value near = Ops.log(Ops.add(Ops.exp(Ops.negate(size)), 1));
        Value logDensities = Ops.negate(Ops.add(Ops.add(size, Ops.log(scales)), Ops.multiply(near, 2)));
        return parts().losses(outputs, logDensities);
    }

    @Override
    public Value differences(Value outputs, Value target) {
        return Ops.subtract(parts().mean(outputs), target);
    }

    private Components parts() {
        return new Components(components);
    }

    @Override
    public double mean(double[] parameters) {
        return parts().mean(parameters);
    }

    @Override
    public double quantile(double[] parameters, double level) {
        return parts().quantile(parameters, level, Smooth::scale);
    }
}
