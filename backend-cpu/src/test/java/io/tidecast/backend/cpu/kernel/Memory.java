package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One array in which a test's values lie, surrounded by poison that no kernel may read into a result or overwrite. */
final class Memory {
    private static final float POISON = Float.intBitsToFloat(0x7FC0BAAD);

    private final float[] array;
    private final Random random;
    private final List<int[]> taken = new ArrayList<>();
    private int next = 12;

    Memory(int size, long seed) {
        array = new float[size];
        Arrays.fill(array, POISON);
        random = new Random(seed);
    }

    /** Reserves so many floats, still poisoned. */
    Span space(int count) {
        Span span = new Span(array, next);
        taken.add(new int[] {next, next + count});
        next += Lanes.roundUp(count, Lanes.LINE) + Lanes.LINE;
        if (next > array.length) {
            throw new IllegalStateException("the test needs more memory: " + next);
        }
        return span;
    }

    /** Reserves so many floats and fills them with numbers in (−1, 1). */
    Span random(int count) {
        Span span = space(count);
        for (int i = 0; i < count; i++) {
            array[span.at() + i] = random.nextFloat() * 2 - 1;
        }
        return span;
    }

    /** Reserves so many zeros. */
    Span zeros(int count) {
        Span span = space(count);
        Arrays.fill(array, span.at(), span.at() + count, 0f);
        return span;
    }

    /** Reserves a copy of the values. */
    Span of(float... values) {
        Span span = space(values.length);
        System.arraycopy(values, 0, array, span.at(), values.length);
        return span;
    }

    static float[] copy(Span span, int count) {
        return Arrays.copyOfRange(span.array(), span.at(), span.at() + count);
    }

    /** Checks that nothing outside of what was reserved has changed. */
    void assertPoisonIntact() {
        int at = 0;
        for (int[] range : taken) {
            for (; at < range[0]; at++) {
                assertEquals(Float.floatToRawIntBits(POISON), Float.floatToRawIntBits(array[at]), "written at " + at);
            }
            at = range[1];
        }
    }

    /** Checks values against the reference, with a tolerance relative to 1 or the reference, whichever is larger. */
    static void assertClose(double[] expected, Span actual, double tolerance, String what) {
        for (int i = 0; i < expected.length; i++) {
            double found = actual.array()[actual.at() + i];
            double allowed = tolerance * Math.max(1, Math.abs(expected[i]));
            if (!(Math.abs(found - expected[i]) <= allowed)) {
                throw new AssertionError(what + ": element " + i + " should be " + expected[i] + " within " + allowed
                        + ", found " + found);
            }
        }
    }
}
