package io.tidecast.core.random;

import java.nio.charset.StandardCharsets;

/**
 * A SplitMix64 generator that splits by name or number, for initialising weights and shuffling windows.
 *
 * <p>A split depends on the key it is made from and on its name alone, never on how many numbers were drawn before, so
 * that adding a draw in one place leaves every other place as it was. Bits are the same on every JDK: only integer
 * arithmetic and {@link StrictMath} are used. An instance is for one thread.
 *
 * <p>Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014).
 */
public final class SplittableGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long NAME_TAG = 0x6E616D65L;
    private static final long NUMBER_TAG = 0x6E756D62L;
    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final double UNIT_53 = 0x1p-53;

    private final long key;
    private long state;

    /**
     * Starts a generator.
     *
     * @param seed any 64 bits
     */
    public SplittableGenerator(long seed) {
        this.key = mix(seed);
        this.state = key;
    }

    /**
     * Makes an independent generator for a name.
     *
     * @param name what the new generator is for
     * @return a generator that depends on this one's key and the name alone
     */
    public SplittableGenerator split(String name) {
        long hash = FNV_BASIS;
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return child(hash, NAME_TAG);
    }

    /**
     * Makes an independent generator for a number, such as an epoch.
     *
     * @param number what the new generator is for
     * @return a generator that depends on this one's key and the number alone
     */
    public SplittableGenerator split(long number) {
        return child(number, NUMBER_TAG);
    }

    /**
     * Draws 64 bits.
     *
     * @return the next word
     */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /**
     * Draws an integer below a bound, each with equal probability.
     *
     * @param bound greater than 0
     * @return an integer in [0, bound)
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive: " + bound);
        }
        while (true) {
            int bits = (int) (nextLong() >>> 33);
            int value = bits % bound;
            boolean inLastPartialRange = bits - value + (bound - 1) < 0;
            if (!inLastPartialRange) {
                return value;
            }
        }
    }

    /**
     * Draws 53 bits as a double.
     *
     * @return a multiple of 2⁻⁵³ in [0, 1)
     */
    public double nextDouble() {
        return (nextLong() >>> 11) * UNIT_53;
    }

    /**
     * Draws from the normal distribution by Box and Muller's formula, two uniforms for each number.
     *
     * @return a number of mean 0 and standard deviation 1
     */
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2.0 * StrictMath.log(1.0 - nextDouble()));
        return radius * StrictMath.cos(2.0 * Math.PI * nextDouble());
    }

    /**
     * Puts an array into a random order by Fisher and Yates' method.
     *
     * @param values changed in place
     */
    public void shuffle(int[] values) {
        for (int last = values.length - 1; last > 0; last--) {
            int chosen = nextInt(last + 1);
            int kept = values[last];
            values[last] = values[chosen];
            values[chosen] = kept;
        }
    }

    private SplittableGenerator child(long what, long tag) {
        return new SplittableGenerator(mix(key + tag * GOLDEN_GAMMA) ^ mix(what + GOLDEN_GAMMA));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
