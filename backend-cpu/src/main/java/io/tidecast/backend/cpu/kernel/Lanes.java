package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The width of this machine's vectors, and what follows from it. */
public final class Lanes {
    static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    /** How many floats a vector holds. */
    public static final int COUNT = FLOATS.length();

    /** How many columns a panel has: two vectors. */
    public static final int PANEL = 2 * COUNT;

    /** How many floats four rows of a panel take. */
    static final int QUAD = 4 * PANEL;

    /** The multiple of floats at which stretches of memory start: a cache line. */
    public static final int LINE = 16;

    /** Whether there are 32 vector registers; with 16, large tiles would spill. */
    static final boolean MANY_REGISTERS =
            COUNT == 16 || System.getProperty("os.arch", "").equals("aarch64");

    private Lanes() {}

    /** Returns the smallest multiple of a number that is at least {@code size}. */
    static int roundUp(int size, int multipleOf) {
        return (size + multipleOf - 1) / multipleOf * multipleOf;
    }

    /** Returns how far apart rows of so many columns lie best: an odd number of lines lets them begin in different sets of the cache. */
    static int spreadStride(int columns) {
        return (roundUp(columns, LINE) / LINE | 1) * LINE;
    }

    /** Returns how many panels hold so many columns. */
    static int panels(int columns) {
        return (columns + PANEL - 1) / PANEL;
    }

    /** Returns the vectors' width in words. */
    public static String describe() {
        return FLOATS.vectorBitSize() + "-bit vectors";
    }
}
