package io.tidecast.models.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Positive numbers, each ratio of the same length along the axis.
 *
 * @param low the number at the low end, positive
 * @param high the number at the high end, larger
 */
record LogScale(double low, double high) implements Scale {
    private static final double[] WHOLE_POWERS = {1};
    private static final double[] THREE_IN_TEN = {1, 2, 5};

    static LogScale over(double low, double high) {
        if (!(low > 0)) {
            throw new IllegalArgumentException("a logarithmic axis cannot hold " + low);
        }
        return high > low ? new LogScale(low, high) : new LogScale(low / 2, low * 2);
    }

    @Override
    public double position(double value) {
        return Math.log(value / low) / Math.log(high / low);
    }

    @Override
    public List<Tick> ticks(int about) {
        double decades = Math.log10(high / low);
        int lowest = (int) Math.floor(Math.log10(low));
        int highest = (int) Math.ceil(Math.log10(high));
        int stride = Math.max(1, (int) Math.ceil(decades / Math.max(1, about)));
        double[] factors = decades * THREE_IN_TEN.length <= Math.max(about, 6) ? THREE_IN_TEN : WHOLE_POWERS;
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = lowest; exponent <= highest; exponent++) {
            if (Math.floorMod(exponent, stride) == 0) {
                double power = Math.pow(10, exponent);
                for (double factor : factors) {
                    add(factor * power, power, ticks);
                }
            }
        }
        return ticks;
    }

    private void add(double value, double power, List<Tick> ticks) {
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
            ticks.add(new Tick(value, NumberLabel.of(value, power, value)));
        }
    }
}
