package io.tidecast.models.head;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.random.SplittableGenerator;
import java.util.List;

/**
 * A mixture of logistic distributions of a number that is one of evenly spaced levels from −1 to 1, such as a sample of 16
 * bits: how likely a level is, is how much of the mixture rounds to it (Salimans et al., PixelCNN++, arXiv:1701.05517; van
 * den Oord et al., arXiv:1711.10433). First the logits of the components' shares w, then their middles μ, then for each an
 * x from which the logarithm of its scale is {@code ln s = c + ln(1 + eˣ⁻ᶜ)}, nearly x but never below c: there a component
 * lies within one level as good as whole.
 *
 * <p>With h half the distance between levels and z± = (y − μ ± h)/s, a component's logarithm at a level between the ends is
 * ln(1 − e^(−2h/s)) − ln(1 + e^(−z₊)) − ln(1 + e^(z₋)), which is ln(σ(z₊) − σ(z₋)) without the difference of two nearly
 * equal numbers, so that there is no need for the density in its place where they are. The outermost levels have all that
 * lies beyond them too: −ln(1 + e^(−z₊)) and −ln(1 + e^(z₋)). The probabilities of all levels therefore add up to 1, which
 * they do not where every number beyond ±0.999 counts as outermost: of 65,536 levels that would be 33 at either end.
 *
 * @param components how many there are, 1 to {@value LogisticMixture#MOST}
 * @param values how many levels there are, 2 to 65,536
 */
public record RoundedMixture(int components, int values) implements Head {
    private static final int MOST_VALUES = 1 << 16;

    /** How far the logarithm of a scale can come below that of half the distance between levels. */
    private static final double BELOW_HALF = 2;

    private static final double SERIES_UP_TO = 0.5;
    private static final int TERMS = 8;

    /**
     * Checks the ranges.
     *
     * @throws InputException if one is left
     */
    public RoundedMixture {
        components = new LogisticMixture(components).components();
        if (values < 2 || values > MOST_VALUES) {
            throw new InputException("values of a mixture: found " + values + ", expected 2 to " + MOST_VALUES);
        }
    }

    @Override
    public String text() {
        return "rounded-mixture=" + components + "/" + values;
    }

    @Override
    public int parameters() {
        return Components.KINDS * components;
    }

    @Override
    public List<Double> levels() {
        return HeadText.USUAL_LEVELS;
    }

    /** Returns the number from −1 to 1 that a level stands for, which networks are told and held against. */
    public double number(int level) {
        return 2.0 * level / (values - 1) - 1;
    }

    /** Returns the level nearest to a number, from 0 to {@code values − 1}; beyond −1 to 1 the outermost. */
    public int level(double number) {
        return Math.clamp(Math.round((number + 1) / 2 * (values - 1)), 0, values - 1);
    }

    private double half() {
        return 1.0 / (values - 1);
    }

    private double leastLog() {
        return StrictMath.log(half()) - BELOW_HALF;
    }

    /** Returns the scale that a number of the network stands for. */
    public double scale(double raw) {
        return StrictMath.exp(leastLog() + Smooth.softplus(raw - leastLog()));
    }

    private Components parts() {
        return new Components(components);
    }

    /** Adds −ln of the probability of the level that came; the target is what {@link #number} says of it. */
    @Override
    public Value losses(Value outputs, Value target) {
        Value raw = parts().every(outputs, Components.SCALES);
        Value logScale = Ops.add(Smooth.softplus(Ops.add(raw, -leastLog())), leastLog());
        Value sharpness = Ops.exp(Ops.negate(logScale));
        Value away = Ops.subtract(Components.over(target, raw), parts().every(outputs, Components.MIDDLES));
        Value above = Smooth.softplus(Ops.negate(Ops.multiply(Ops.add(away, half()), sharpness)));
        Value below = Smooth.softplus(Ops.multiply(Ops.add(away, -half()), sharpness));
        Value width = Ops.multiply(sharpness, 2 * half());
        Value logWidth = Ops.subtract(StrictMath.log(2 * half()), logScale);
        Value hasBelow = Components.over(Ops.less(Ops.scalar(target, half() - 1), target), raw);
        Value hasAbove = Components.over(Ops.less(target, Ops.scalar(target, 1 - half())), raw);
        Value between = Ops.add(logWidth, Ops.log(lost(width)));
        Value logs = Ops.multiply(Ops.multiply(hasBelow, hasAbove), between);
        logs = Ops.subtract(logs, Ops.multiply(hasAbove, above));
        return parts().losses(outputs, Ops.subtract(logs, Ops.multiply(hasBelow, below)));
    }

    /** Adds (1 − e^(−x))/x of x ≥ 0, near 0 by its series. */
    private static Value lost(Value x) {
        Value bound = Ops.scalar(x, SERIES_UP_TO);
        Value far = Ops.maximum(x, bound);
        Value near = Ops.minimum(x, bound);
        Value series = Ops.scalar(x, 1);
        for (int term = TERMS; term > 1; term--) {
            series = Ops.subtract(1, Ops.multiply(Ops.multiply(near, series), 1.0 / term));
        }
        return Ops.select(Ops.less(x, bound), series, Ops.divide(Ops.subtract(1, Ops.exp(Ops.negate(far))), far));
    }

    @Override
    public Value differences(Value outputs, Value target) {
        return Ops.subtract(parts().mean(outputs), target);
    }

    /** Returns the mean of what is rounded. */
    @Override
    public double mean(double[] parameters) {
        return parts().mean(parameters);
    }

    /** Returns the level, as a number, up to which at least a share of the probability lies. */
    @Override
    public double quantile(double[] parameters, double level) {
        return number(level(parts().quantile(parameters, level, this::scale)));
    }

    /** Draws a level, as a number, see {@link #draw}. */
    @Override
    public double sample(double[] parameters, SplittableGenerator random, double temperature) {
        float[] outputs = new float[parameters.length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = (float) parameters[i];
        }
        return number(level(draw(outputs, 0, 1, random, temperature)));
    }

    /**
     * Draws a number that is not rounded yet: a component by its share to the power of 1/temperature, then a number from
     * it, its scale times the temperature. Allocates nothing.
     *
     * @param outputs of a network, among others'
     * @param first where the first parameter is
     * @param stride how far the parameters are apart
     * @param temperature 0 for the middle of the component of the largest share, 1 for what is told
     * @return no finite number where the outputs are none
     */
    public double draw(float[] outputs, int first, int stride, SplittableGenerator random, double temperature) {
        int largest = 0;
        for (int i = 1; i < components; i++) {
            largest = outputs[first + i * stride] > outputs[first + largest * stride] ? i : largest;
        }
        double most = outputs[first + largest * stride];
        double coldness = 1 / Math.max(temperature, Double.MIN_NORMAL);
        double sum = 0;
        for (int i = 0; i < components; i++) {
            sum += StrictMath.exp((outputs[first + i * stride] - most) * coldness);
        }
        double left = random.nextDouble() * sum;
        int chosen = 0;
        while (chosen < components - 1) {
            left -= StrictMath.exp((outputs[first + chosen * stride] - most) * coldness);
            if (left < 0) {
                break;
            }
            chosen++;
        }
        double level = Math.max(random.nextDouble(), Double.MIN_NORMAL);
        double away = StrictMath.log(level) - StrictMath.log1p(-level);
        double middle = outputs[first + (components + chosen) * stride];
        double raw = outputs[first + (2 * components + chosen) * stride];
        return Double.isNaN(sum) ? sum : middle + temperature * scale(raw) * away;
    }
}
