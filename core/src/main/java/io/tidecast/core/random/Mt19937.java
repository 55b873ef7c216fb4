package io.tidecast.core.random;

/**
 * The Mersenne Twister MT19937 as NumPy's legacy {@code RandomState} seeds and reads it, for data that must agree with
 * NumPy bit for bit.
 *
 * <p>Source: Matsumoto and Nishimura, mt19937ar.c (2002): {@code init_genrand}, {@code genrand_int32}, {@code
 * genrand_res53}. An instance is for one thread.
 */
public final class Mt19937 {
    private static final int STATE_WORDS = 624;
    private static final int SHIFT_WORDS = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7fffffff;
    private static final int TWIST = 0x9908b0df;
    private static final int SEED_MULTIPLIER = 1812433253;
    private static final double TWO_26 = 0x1p26;
    private static final double UNIT_53 = 0x1p-53;

    private final int[] state = new int[STATE_WORDS];
    private int position = STATE_WORDS;

    /**
     * Seeds the generator as {@code numpy.random.seed(seed)} does.
     *
     * @param seed 32 bits, read as unsigned
     */
    public Mt19937(int seed) {
        state[0] = seed;
        for (int i = 1; i < STATE_WORDS; i++) {
            state[i] = SEED_MULTIPLIER * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /**
     * Draws 32 bits.
     *
     * @return the next word
     */
    public int nextInt() {
        if (position == STATE_WORDS) {
            twist();
        }
        int word = state[position++];
        word ^= word >>> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        return word ^ (word >>> 18);
    }

    /**
     * Draws what {@code numpy.random.rand()} draws: 53 bits from two words.
     *
     * @return a multiple of 2⁻⁵³ in [0, 1)
     */
    public double nextDouble() {
        int high = nextInt() >>> 5;
        int low = nextInt() >>> 6;
        return (high * TWO_26 + low) * UNIT_53;
    }

    /**
     * Draws what {@code numpy.random.rand(count)} draws.
     *
     * @param count how many, not negative
     * @return that many doubles in [0, 1)
     */
    public double[] nextDoubles(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = nextDouble();
        }
        return values;
    }

    private void twist() {
        for (int i = 0; i < STATE_WORDS; i++) {
            int joined = (state[i] & UPPER_BIT) | (state[(i + 1) % STATE_WORDS] & LOWER_BITS);
            int twisted = (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
            state[i] = state[(i + SHIFT_WORDS) % STATE_WORDS] ^ twisted;
        }
        position = 0;
    }
}
