package io.tidecast.core.random;

/**
 * Philox 4×32-10, the counter-based generator: a counter of four words and a key of two give four random words, with no
 * state between calls, so that elements can be drawn in any order and on any number of threads.
 *
 * <p>Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 */
public final class Philox {
    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long LOW_WORD = 0xFFFFFFFFL;
    private static final float UNIT_24 = 0x1p-24f;
    private static final double UNIT_32 = 0x1p-32;

    private Philox() {}

    /**
     * Draws the four words of one counter.
     *
     * @param counter0 first (least significant) word of the counter
     * @param counter1 second word of the counter
     * @param counter2 third word of the counter
     * @param counter3 fourth word of the counter
     * @param key0 first word of the key
     * @param key1 second word of the key
     * @param out receives four words
     * @param offset where in {@code out} the first word goes
     */
    public static void draw(
            int counter0, int counter1, int counter2, int counter3, int key0, int key1, int[] out, int offset) {
        int c0 = counter0;
        int c1 = counter1;
        int c2 = counter2;
        int c3 = counter3;
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (c0 & LOW_WORD);
            long product1 = MULTIPLIER_1 * (c2 & LOW_WORD);
            c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        out[offset] = c0;
        out[offset + 1] = c1;
        out[offset + 2] = c2;
        out[offset + 3] = c3;
    }

    /**
     * Turns one word into a float in [0, 1): its upper 24 bits over 2²⁴.
     *
     * @param word a random word
     * @return a multiple of 2⁻²⁴ in [0, 1)
     */
    public static float unitFloat(int word) {
        return (word >>> 8) * UNIT_24;
    }

    /**
     * Turns one word into a double in [0, 1): its 32 bits over 2³².
     *
     * @param word a random word
     * @return a multiple of 2⁻³² in [0, 1)
     */
    public static double unitDouble(int word) {
        return (word & LOW_WORD) * UNIT_32;
    }
}
