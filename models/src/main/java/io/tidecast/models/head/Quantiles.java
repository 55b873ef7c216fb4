package io.tidecast.models.head;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Quantiles that cannot cross: the first parameter is the quantile of the level nearest to the half, and going outwards
 * from it each next one lies ln(1 + eˣ) further, by the parameter that stands for its step. The parameters after the first
 * are the steps from the lowest level upwards. Its loss is the mean over the levels of the pinball loss
 * {@code max(l·d, (l − 1)·d)} for d = y − q (Koenker and Bassett, 1978).
 *
 * <p>Between levels quantiles lie on straight lines; beyond the outermost the tails are exponential, {@code l·s·ln(p/l)}
 * below the lowest level l, so that the slope s goes on.
 *
 * @param levels rising, above 0 and below 1
 */
public record Quantiles(List<Double> levels) implements Head {
    /**
     * Copies the list.
     *
     * @throws InputException if there are none, or they do not rise from above 0 to below 1
     */
    public Quantiles {
        levels = List.copyOf(levels);
        double last = 0;
        for (double level : levels) {
            if (!(level > last && level < 1)) {
                throw new InputException("levels of quantiles: found "
                        + levels.stream().map(String::valueOf).collect(Collectors.joining(","))
                        + ", expected numbers that rise from above 0 to below 1");
            }
            last = level;
        }
        if (levels.isEmpty()) {
            throw new InputException("levels of quantiles: found none, expected at least one");
        }
    }

    @Override
    public String text() {
        return "quantiles=" + levels.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public int parameters() {
        return levels.size();
    }

    @Override
    public Value losses(Value outputs, Value target) {
        List<Value> quantiles = quantiles(outputs);
        Value sum = Ops.zeros(target);
        for (int i = 0; i < quantiles.size(); i++) {
            Value distance = Ops.subtract(target, quantiles.get(i));
            double level = levels.get(i);
            sum = Ops.add(sum, Ops.maximum(Ops.multiply(distance, level), Ops.multiply(distance, level - 1)));
        }
        return Ops.multiply(sum, 1.0 / quantiles.size());
    }

    @Override
    public Value differences(Value outputs, Value target) {
        return Ops.subtract(Smooth.parameter(outputs, parameters(), 0), target);
    }

    private List<Value> quantiles(Value outputs) {
        int anchor = anchor();
        Value middle = Smooth.parameter(outputs, parameters(), 0);
        List<Value> quantiles = new ArrayList<>(List.of(middle));
        for (int i = anchor - 1; i >= 0; i--) {
            quantiles.addFirst(Ops.subtract(quantiles.getFirst(), step(outputs, i + 1)));
        }
        for (int i = anchor + 1; i < levels.size(); i++) {
            quantiles.addLast(Ops.add(quantiles.getLast(), step(outputs, i)));
        }
        return quantiles;
    }

    private Value step(Value outputs, int number) {
        return Smooth.softplus(Smooth.parameter(outputs, parameters(), number));
    }

    private int anchor() {
        int nearest = 0;
        for (int i = 1; i < levels.size(); i++) {
            if (Math.abs(levels.get(i) - 0.5) < Math.abs(levels.get(nearest) - 0.5)) {
                nearest = i;
            }
        }
        return nearest;
    }

    /** Returns the quantile of one of the levels, counted from 0. */
    private double known(double[] parameters, int index) {
        int anchor = anchor();
        double value = parameters[0];
        for (int i = anchor; i > index; i--) {
            value -= Smooth.softplus(parameters[i]);
        }
        for (int i = anchor + 1; i <= index; i++) {
            value += Smooth.softplus(parameters[i]);
        }
        return value;
    }

    /** Returns how fast quantiles rise with the level between one level and the next. */
    private double slope(double[] parameters, int index) {
        return levels.size() == 1
                ? 0
                : Smooth.softplus(parameters[index + 1]) / (levels.get(index + 1) - levels.get(index));
    }

    @Override
    public double quantile(double[] parameters, double level) {
        int last = levels.size() - 1;
        double lowest = levels.getFirst();
        double highest = levels.getLast();
        if (level < lowest) {
            return known(parameters, 0) + lowest * slope(parameters, 0) * StrictMath.log(level / lowest);
        }
        if (level >= highest) {
            double rest = 1 - highest;
            return known(parameters, last)
                    - rest * slope(parameters, Math.max(0, last - 1)) * StrictMath.log((1 - level) / rest);
        }
        int below = 0;
        while (levels.get(below + 1) <= level) {
            below++;
        }
        return known(parameters, below) + slope(parameters, below) * (level - levels.get(below));
    }

    /** Returns the mean of the distribution whose quantiles {@link #quantile} tells. */
    @Override
    public double mean(double[] parameters) {
        int last = levels.size() - 1;
        double lowest = levels.getFirst();
        double rest = 1 - levels.getLast();
        double sum = lowest * (known(parameters, 0) - lowest * slope(parameters, 0))
                + rest * (known(parameters, last) + rest * slope(parameters, Math.max(0, last - 1)));
        for (int i = 0; i < last; i++) {
            double middle = (known(parameters, i) + known(parameters, i + 1)) / 2;
            sum += (levels.get(i + 1) - levels.get(i)) * middle;
        }
        return sum;
    }
}
