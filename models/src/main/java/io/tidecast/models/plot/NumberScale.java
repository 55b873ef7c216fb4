package io.tidecast.models.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers, evenly along the axis.
 *
 * @param low the number at the low end
 * @param high the number at the high end, larger
 * @param leastStep the least distance between labels; 1 for whole numbers
 */
record NumberScale(double low, double high, double leastStep) implements Scale {

    static NumberScale over(double low, double high, double leastStep) {
        if (high > low) {
            return new NumberScale(low, high, leastStep);
        }
        double around = Math.max(leastStep, low == 0 ? 1 : Math.abs(low) * 0.05);
        return new NumberScale(low - around, low + around, leastStep);
    }

    @Override
    public double position(double value) {
        return (value - low) / (high - low);
    }

    @Override
    public List<Tick> ticks(int about) {
        double step = step((high - low) / Math.max(1, about));
        double slack = (high - low) * 1e-9;
        double largest = Math.max(Math.abs(low), Math.abs(high));
        List<Tick> ticks = new ArrayList<>();
        for (double index = Math.ceil((low - slack) / step); index * step <= high + slack; index++) {
            ticks.add(new Tick(index * step, NumberLabel.of(index * step, step, largest)));
        }
        return ticks;
    }

    /** Returns the least of 1, 2 and 5 times a power of ten that is not below the wish nor the least step. */
    private double step(double wish) {
        double power = Math.pow(10, NumberLabel.exponent(wish));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= wish * (1 - 1e-9)) {
                return Math.max(factor * power, leastStep);
            }
        }
        return Math.max(10 * power, leastStep);
    }
}
