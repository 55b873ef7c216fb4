package io.tidecast.models.head;

/** Student's t distribution on the host: its share below a value, and the other way round. */
final class StudentQuantile {
    private static final int MOST_TERMS = 10_000;
    private static final int MOST_STEPS = 200;
    private static final double SMALL = 1e-15;
    private static final double TINY = 1e-300;

    private StudentQuantile() {}

    /**
     * Returns the value that an outcome lies below with a probability, by Newton's method within a bracket.
     *
     * @param level above 0 and below 1
     * @param freedom degrees of freedom, at least 2
     */
    static double of(double level, double freedom) {
        if (level == 0.5) {
            return 0;
        }
        double tail = Math.min(level, 1 - level);
        double low = 0;
        double high = 1;
        while (upperTail(high, freedom) > tail) {
            low = high;
            high *= 2;
        }
        double t = (low + high) / 2;
        for (int step = 0; step < MOST_STEPS && high - low > SMALL * high; step++) {
            double excess = upperTail(t, freedom) - tail;
            if (excess > 0) {
                low = t;
            } else {
                high = t;
            }
            double next = t + excess / density(t, freedom);
            if (Math.abs(next - t) <= SMALL * t) {
                break;
            }
            t = next > low && next < high ? next : (low + high) / 2;
        }
        return level < 0.5 ? -t : t;
    }

    private static double density(double t, double freedom) {
        return StrictMath.exp(-StudentNorm.of(freedom / 2) - (freedom + 1) / 2 * StrictMath.log1p(t * t / freedom));
    }

    /** Returns the probability above t ≥ 0: half the incomplete beta function I of ν/(ν + t²) for ν/2 and ½. */
    static double upperTail(double t, double freedom) {
        double a = freedom / 2;
        double square = t * t;
        double x = freedom / (freedom + square);
        double rest = square / (freedom + square);
        double perBeta = StrictMath.exp(-StudentNorm.of(a)) * StrictMath.sqrt(2 * a);
        double front = perBeta * StrictMath.exp(-a * StrictMath.log1p(square / freedom)) * StrictMath.sqrt(rest);
        return x < (a + 1) / (a + 2.5) ? front * fraction(a, 0.5, x) / a / 2 : 0.5 - front * fraction(0.5, a, rest);
    }

    /** Returns the continued fraction of the incomplete beta function, 26.5.8 in Abramowitz and Stegun, by Lentz. */
    private static double fraction(double a, double b, double x) {
        double d = 1 / guarded(1 - (a + b) * x / (a + 1));
        double c = 1;
        double value = d;
        for (int m = 1; m < MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / guarded(1 + even * d);
            c = guarded(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / guarded(1 + odd * d);
            c = guarded(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < SMALL) {
                break;
            }
        }
        return value;
    }

    private static double guarded(double divisor) {
        return Math.abs(divisor) < TINY ? TINY : divisor;
    }
}
